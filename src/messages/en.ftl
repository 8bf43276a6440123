# What the program says, in English. The same ids stand in es.ftl.
#
# A diagnostic's code is its id, with `_` for `::`; `.help` says how to put it right. Texts begin in lower case and
# have no full stop; the user's own words stand in backticks.

error = error
warning = warning
help = help

## Reading the site

load_no-theme = there is no theme `{ $theme }`
    .help = make the folder `themes/{ $theme }`, or leave `theme` out for the built-in one
