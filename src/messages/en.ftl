# What the program says, in English. The same ids stand in es.ftl.
#
# A diagnostic's code is its id, with `_` for `::`; `.help` says how to put it right. A further text of a code is its
# variant: `front-matter_dates_backwards`. Texts begin in lower case and have no full stop; the user's own words stand
# in backticks. `$suggestion` says whether there is a word that was probably meant, which is `$meant`.

error = error
warning = warning
note = note
help = help

## Reading the site

load_no-content = there is no folder `{ $folder }`
    .help = put the reports there, or name their folder with `content = "…"`
load_no-theme = there is no theme `{ $theme }`
    .help = make the folder `themes/{ $theme }`, or leave `theme` out for the built-in one
load_binary = this is not a text file
    .help = a Word or PDF file must be saved as text first; a picture keeps its own extension
load_not-utf8 = the file is not UTF-8: line { $line } has a byte { $byte }
    .help = save the file again with the encoding UTF-8
load_not-utf8_utf-16 = the file is saved as “Unicode” (UTF-16), which cannot be read
    .help = open it in your editor, choose “Save as”, and there the encoding UTF-8
load_left-out = this file is left out of the site
    .help = put right what is said of it; with `--strict`, or `strict = true` under `[schema]` in `site.toml`, nothing is built until then
load_wrong-folder = there is no `site.toml` here; did you mean the folder `{ $folder }`?
    .help = go into it with `cd "{ $folder }"`, or name it: `--site "{ $folder }"`. What is in it is not read from here
load_io = the site cannot be read: { $detail }
    .help = see that the folder is there and that you may read it; the site is built again as soon as a file is saved
load_link = this symbolic link leads out of the folder and is not followed
    .help = copy the file that is meant here, if readers are to have it
load_link_folder = this symbolic link leads to a folder and is not followed
    .help = put the folder itself in its place
load_link_broken = this symbolic link leads to nothing
    .help = remove it, or copy the file that is meant here
load_name = the name of this file or folder is not UTF-8, so it is left out: { $name }
    .help = rename it, with letters that are typed anew; names of other encodings come from old archives and disks
load_no-file = this is a pipe, a socket or a device, not a file, and is left out
    .help = remove it, or put a file in its place

## The settings: site.toml

site_unknown-key = unknown key `{ $key }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`?
       *[no] leave the line out, or write a key that is known here: { $known }
    }
site_unknown-key_in-table = `{ $key }` stands below `{ $table }` and is taken for a part of it
    .help = move this line up, above the first line that begins with `[`{ $any ->
        [yes] {""}
       *[no] ; below `{ $table }` there can be: { $known }
    }
site_wrong-value = `{ $key }` must be { $expected }, not { $found }
    .help = { $example ->
        [yes] write it like this: `{ $line }`
       *[no] put what is named above in its place, or leave the line out
    }
site_base-url = { $problem }
    .help = write an address like `base_url = "https://example.org/archive/"`
site_base-url_option = `{ $url }`: { $problem }
    .help = give an address like `--base-url https://example.org/archive/`
site_no-base-url = the site's address is not known; feeds and sitemap say `http://localhost/`
    .help = add `base_url = "https://…/"`, or give `--base-url`
site_language = `{ $language }` is no language code
    .help = languages are named by codes like `es` or `en`
site_reserved-name = a taxonomy cannot be called `{ $name }`
    .help = choose another name: addresses of the search page use this one for something else
site_source = `{ $source }` cannot be added to the security policy
    .help = write an address like `https://img.example.org`, `data:`, or the hash of a script, `'sha256-…'`; what allows everything cannot be added
site_ending = `{ $ending }` is no ending of a file
    .help = write letters and digits alone: `attachment_endings = ["epub", "json"]`
site_ending_server = files that end in `.{ $ending }` are never published as they are: some web servers run them, or read settings from them
    .help = take it out of the list; such files are published as text, or can be put into a zip file
site_ending-of-pages = files that end in `.{ $ending }` can run scripts with all that the pages of this site may do, and pass themselves off as one
    .help = keep it only if you trust everybody who attaches files
site_license = `{ $license }` is neither an SPDX identifier nor a web address
    .help = write `license = "CC-BY-4.0"`, another identifier of <https://spdx.org/licenses/>, or an address
site_oai = `[oai]` needs an `email` and the address of a `gateway`
    .help = write `email = "archive@example.org"` and `gateway = "https://gateway.example.org/oai"`, or leave `[oai]` out

site_check-code = there is no code `{ $code }` that could be ignored
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? these can be: { $codes }
       *[no] these can be: { $codes }
    }
site_check-pattern = the pattern cannot be read: { $detail }
    .help = write a regular expression between single quotes: `pattern = '[0-9]{"{"}8{"}"}-[0-9]'`; see docs/checking.md
site_check-pattern_missing = the kind of personal data `{ $kind }` has no `pattern`
    .help = say how it is written: `pattern = '[0-9]{"{"}8{"}"}-[0-9]'`; see docs/checking.md

address_no-scheme = the address must begin with `https://`
address_wrong = this is no web address

## Values of settings, front matters and vocabularies

toml_syntax = this line cannot be read: { $detail }
    .help = texts stand in double quotes, lists in square brackets: `title = "…"`, `delegations = ["MX"]`
toml_syntax_unquoted = a text must stand in quotes
    .help = put it in double quotes: `title = "…"`; a list in square brackets: `delegations = ["MX", "SV"]`
toml_syntax_unclosed-text = the quotes of this text are not closed
    .help = put a `"` at its end; quotes within the text are written « » or `\"`
toml_syntax_unclosed-text-review = the quotes of this text are not closed before the comment
    .help = put a `"` here, before `{ $mark }`: else the comment would become a part of the text
toml_syntax_unopened-text = the quotation mark before this text is missing
    .help = put a `"` before it: `title = "…"`
toml_syntax_inner-quotes = the text ends at its second quotation mark
    .help = quotes within a text are written « », or with a sign before each: `\"`
toml_syntax_list-quotes = a quotation mark is missing in this list
    .help = each of its texts stands between two: `delegations = ["CR", "SV"]`
toml_syntax_backslash = a `\` within a text stands for something else
    .help = write `/` in the names of files, and `\\` where a `\` is meant
toml_syntax_boolean = `{ $value }` is neither `true` nor `false`
    .help = write `{ $key } = true`, in English and without quotes; or leave the line out, which is the same as `false`
toml_syntax_key = `{ $key }` cannot be a key
    .help = a key has letters without accents, digits, `_` and `-`, and no spaces: `{ $meant }`
toml_syntax_head = `{ $name }` cannot stand like this between the brackets
    .help = write `{ $head }`: small letters without accents, digits, and hyphens in place of spaces; what readers are shown goes below it: `name = "…"`
toml_syntax_head-country = `{ $name }` cannot stand between the brackets: a country has its code there
    .help = write `{ $head }`, its code of two letters (ISO 3166-1), and below it: `name = "{ $name }"`
toml_syntax_unclosed-head = { $missing ->
        [yes] a `]` is missing
       *[no] a line that begins with `[` is not written like this
    }
    .help = write `{ $head }`, alone on its line
toml_syntax_unclosed-braces = a `{"}"}` is missing
    .help = put it at the end, in the same line: `name = {"{"} es = "…", en = "…" {"}"}`
toml_syntax_braces = what stands between the braces cannot be read
    .help = write keys and values with commas between them: `name = {"{"} es = "…", en = "…" {"}"}`
toml_syntax_extra-comma = there is a comma too many
    .help = one comma stands between two values: `delegations = ["MX", "SV"]`
toml_syntax_extra-equals = there is a `=` too many
    .help = each line is a key, one `=` and a value; a text with a `=` in it stands in quotes: `title = "…"`
toml_syntax_duplicate = this key is there twice
    .help = leave one of the two lines out
toml_syntax_duplicate-in-table = `{ $key }` is there twice below `{ $table }`
    .help = if this line, and others below it, are about the whole report, like the day of the meeting: move them up, above the first line that begins with `[`. Else leave one of the two out
toml_syntax_duplicate-table = there is a `{ $table }` in line { $line } already
    .help = move the lines below this one up to it, and delete this line; where both give the same key a list, make one list of the two
toml_syntax_no-equals = there is no `=` after the key
    .help = each line is a key, `=` and a value: `title = "…"`
toml_syntax_no-value = there is no value after the `=`
    .help = write one, like `title = "…"`, or leave the line out
toml_syntax_date = there is no such date, or it is written otherwise
    .help = a date is year-month-day: `{ $line }`
toml_syntax_date-in-words = a date is not written like this
    .help = write { $lines }: year-month-day, without quotes
toml_syntax_unclosed-list = the list is not closed
    .help = put a `]` at its end: `delegations = ["MX", "SV"]`
toml_syntax_no-comma = there is no comma between two values of the list
    .help = separate them: `delegations = ["MX", "SV"]`
toml_syntax_left-over = there is something after the value
    .help = write one key and one value a line; a text stands in quotes, a list in square brackets
yaml_syntax = this is not YAML: { $detail }
    .help = each line is `key: value`; a text with a colon in it stands in quotes
yaml_syntax_unclosed-list = the list is not closed
    .help = put a `]` at its end: `delegations: [MX, SV]`
yaml_syntax_colon = a text with a colon in it must stand in quotes
    .help = put it in double quotes: `title: "First: opening"`
yaml_syntax_quote = a quotation mark is missing, or something follows the closing one
    .help = put the whole value between two quotation marks, and write those within it as ' in " or " in '
yaml_syntax_tab = a tab stands where YAML takes only spaces
    .help = replace it by spaces: lines that belong together are indented by the same number of them
yaml_syntax_backslash = the text in quotation marks has a `\` that means nothing
    .help = write `\\`, or put the text between ' marks
yaml_syntax_sign = the value begins with a sign that means something else in YAML
    .help = put it in double quotes: `title: "@council"`; so with @, `, %, *, & and !
yaml_syntax_bracket = a bracket is not closed, or closed by another
    .help = write a list like `[MX, SV]`, and a text with brackets in double quotes

date-from_name = the file’s name
date-from_folders = the names of its folders and its file
date-from_title = the title
date-from_text = a line of its head
kind_text = a text
kind_number = a number
kind_boolean = `true` or `false`
kind_date = a date
kind_list = a list
kind_table = a table
expected_number = a number from 0 to { $max }
expected_date = a date like `2017-06-21`
expected_texts = a list of texts
expected_texts-example = a list of texts like `["MX", "SV"]`
expected_text-by-language = a text for each language
expected_localized = a text, or a table of texts by language
expected_localized-lists = a list of texts, or one for each language
expected_point = a point like `"9-b"`
expected_anchor = an anchor of this report
expected_access = `public` or `restricted`
expected_language-name = the language's name in itself
expected_raw-html = `sanitise` or `keep`
expected_active-files = `as-text` or `keep`
expected_web-address = an address that begins with `https://`
expected_social-images = `languages`, `reports` or `none`
expected_one-of = one of { $values }

## Front matters

front-matter_unclosed = the front matter has no end
    .help = add a line `{ $fence }` after its last key
front-matter_unopened = the line `{ $fence }` at the beginning of the file is missing
    .help = write `{ $fence }`, alone, on a line before this one
front-matter_unopened_no-fences = these lines look like a front matter, but there is no `{ $fence }` before and after them
    .help = write `{ $fence }`, alone, on a line before this one, and again on a line after the last of them (line { $line }): else they would be published as a part of the text
front-matter_unopened_miswritten = the front matter begins with `{ $fence }`, not with `{ $found }`
    .help = write `{ $fence }` in place of this line, and see that there is another `{ $fence }` after the last key
front-matter_unopened_stray = something stands above the front matter
    .help = the front matter begins with the `{ $fence }` of line { $line }: delete what stands above it, or move it down into the text
front-matter_unopened_early = the front matter ends here, but the lines that follow look like a part of it
    .help = delete this line, and see that there is a `{ $fence }` after the last key
front-matter_unopened_draft = this line belongs into the front matter, not into the text
    .help = move it to the top of the file, between the two lines `{ $fence }`; else the report would be published
front-matter_review = the comment `{ $mark }` has become a part of this text
    .help = put the closing quotation mark before `{ $mark }`, or delete from `{ $mark }` to the end of the comment
front-matter_none = the report has no front matter: { $known ->
        [title-and-date] title and date are taken from its heading, its text and its name
        [title] the title is taken from its heading or its name, and it has no date
        [date] the date is taken from its name, and it has no title
       *[nothing] it has neither title nor date
    }
    .help =
        begin the file with:
        +++
        title = "{ $title }"
        date = { $date }
        +++
front-matter_missing = the front matter has no `{ $key }`
    .help = add a line `{ $line }` between the `{ $fence }` lines; if it is there with a `#` before it, take the `#` away and fill it in
front-matter_unknown-key = { site_unknown-key }
    .help = { site_unknown-key.help }
front-matter_unknown-key_in-table = { site_unknown-key_in-table }
    .help = { site_unknown-key_in-table.help }
front-matter_wrong-value = { site_wrong-value }
    .help = { site_wrong-value.help }
front-matter_wrong-value_date = `{ $key }` must be a date like `2017-06-21`, not `{ $found }`
    .help = write { $lines }, without quotes
front-matter_wrong-value_empty = `{ $key }` is empty
    .help = write the day, like `{ $line }`, or delete the line
front-matter_session = `{ $session }` is shown like this in every language of the site
    .help = write `session = "{ $meant }"`: each language then shows its own word. The kinds that have one are { $kinds }; any other text is shown as it is
front-matter_wrong-value_choice = `{ $value }` is no { $key }
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? `{ $key }` is one of { $choices }
       *[no] `{ $key }` is one of { $choices }
    }
front-matter_place = `{ $place }` is no value of `{ $key }`
    .help = write the city and the country with the keys `city` and `country`; `{ $key } = "virtual"` says that the meeting was in no city
front-matter_place_city = the meeting was online, and in `{ $city }` as well
    .help = delete this line, or that of the city
front-matter_same-key_twice = `{ $key }` is there twice
    .help = delete one of the two lines; the first counts until then
front-matter_same-key = `{ $second }` and `{ $first }` are one key, `{ $key }`
    .help = delete one of the two lines
front-matter_slug = `{ $slug }` cannot be part of an address
    .help = write `slug = "{ $plain }"`
front-matter_restricted = the report is `restricted` and must not be published
    .help = move the file out of the content folder; this site is public
front-matter_left-out = { load_left-out }: it is not known whether it may be published
    .help = { load_left-out.help }
front-matter_language = the site has no language `{ $language }`
    .help = the file is taken for one in another; the languages of the site are { $known }. Add it to `site.toml`: `[languages]` and a line `{ $code } = "…"`
front-matter_date-taken = the day of the meeting, { $date }, is taken from { $from }
    .help = if it is another, write `date` in the front matter
front-matter_date-differs = the day of the meeting is { $date } after { $from }, and { $other } after { $elsewhere }
    .help = { $date } is taken; write `date` in the front matter to say which it is
front-matter_dates = this date ({ $date }) is before the meeting ({ $meeting })
    .help = it says when the report itself was changed
front-matter_dates_backwards = the meeting ends ({ $end }) before it begins ({ $date })
    .help = `end_date` is the last day of the meeting; leave it out if it had one day
front-matter_correction = a correction needs a `date` and a text `what`
    .help =
        write below the other keys:
        {"[[corrections]]"}
        date = 2017-09-01
        what = "…"
front-matter_no-corrections = the report is `corrected`, but does not say what was
    .help = add a table: `[[corrections]]` with `date` and `what`
front-matter_withdrawal = `withdrawal` says why the report was withdrawn, but its status is another
    .help = write `status = "withdrawn"`, or take `withdrawal` out
front-matter_alias = `{ $address }` is no address of this site
    .help = write a former address from the site's root, like `/informes/2017/san-salvador/`
front-matter_anchor = `{ $anchor }` is no anchor
    .help = write it as it stood in the address: `anchors = {"{"} p9 = "p8" {"}"}`
front-matter_anchor_in-use = `{ $anchor }` is still an anchor of this text
    .help = a former anchor is one that no point and no heading has any more
front-matter_anchor_of-page = `{ $anchor }` is a part of every page, so no text can have it
    .help = leave this line out: an address with `#{ $anchor }` leads to the page
front-matter_anchor_unknown = `{ $anchor }` is no anchor of this text
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`?
       *[no] name the point or heading that took its place, like `p8`
    }
commitment_no-what = the commitment has no `what`
    .help = say what is to be done: `what = "…"`
follow-up_no-target = this `[[follow_up]]` does not say what it follows up
    .help = say the earlier report and its agreement: `of = "2023-10-03-reunion#acuerdo-3"`; or the report, and with `commitment = 2` which of its commitments
follow-up_missing = there is no report `{ $report }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? write the `id` of a report that is published, or the name of its file without language and ending
       *[no] write the `id` of a report that is published, or the name of its file without language and ending
    }
follow-up_missing_point = the report `{ $report }` has no point or agreement `{ $point }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? write after `#` what its address has there: `acuerdo-3`, `p9-b`; for a commitment, say with `commitment = 1` which
       *[no] write after `#` what its address has there: `acuerdo-3`, `p9-b`; for a commitment, say with `commitment = 1` which
    }
follow-up_missing_part = this follow-up does not say which agreement or commitment of `{ $report }` it means
    .help = write after the report what its address has: `of = "{ $report }#acuerdo-3"`; or `commitment = 1`
follow-up_missing_commitment = the report `{ $report }` has no commitment { $commitment }
    .help = its front matter has { $count }; the first is 1
commitment_state = `{ $value }` is no state of a commitment
    .help = { front-matter_wrong-value_choice.help }

## Texts and vocabularies

numbering_restart = the numbering starts again here: its points get no address
    .help = number on to the end, or say which lists are points: `points = true` (the first one) or `points = false`
numbering_restart_twins = there are two points { $number } (lines { $first } and { $second }) and no { $missing }
    .help = compare with the original: this one is probably point { $missing }. As long as two have the same number, none of the points has an address of its own
vocabulary_review = { front-matter_review }
    .help = { front-matter_review.help }
vocabulary_unknown-key = { site_unknown-key }
    .help = { site_unknown-key.help }
vocabulary_unknown-key_in-table = { site_unknown-key_in-table }
    .help = { site_unknown-key_in-table.help }
vocabulary_no-name = the `{ $key }` of `{ $id }` is { $blank ->
        [yes] empty
       *[no] `{ $text }`, which is no name
    }
    .help = write between the quotes what readers are to be shown: { $key ->
        [acronym] `acronym = "GA"`; if there is none, leave it out
       *[name] `name = "General Assembly"`
    }
vocabulary_wrong-value = { site_wrong-value }
    .help = { site_wrong-value.help }
vocabulary_wrong-value_term = `{ $id }` is no term
    .help = a term is a table: `[tricamex]`, then its `name`, `acronym`, `variants` and `description`
vocabulary_wrong-value_act = `{ $id }` is no kind of act
    .help = a kind of act is a table: `[thanks]`, then its `name` and `verbs`
vocabulary_section = minutes have no section `{ $section }`
    .help = { $suggestion ->
        [yes] did you mean `[{ $meant }]`? the sections are { $known }
       *[no] the sections are { $known }
    }
vocabulary_no-verbs = the kind of act `{ $id }` has no verbs
    .help = say what it is recognised by: `verbs = {"{"} es = ["agradecer"], en = ["thank"] {"}"}`
vocabulary_same-slug = the pages of `{ $first }` and `{ $second }` would have one address
    .help = give one of them another `slug`

## The site as a whole

vocabulary_ambiguous-term = `{ $term }` may be more than one term of `{ $key }`
    .help = write the one that is meant: { $ids }
vocabulary_unknown-term = `{ $term }` is not in the vocabulary of `{ $key }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? if it is new, add `[{ $id }]` to `{ $file }`{ $renamed ->
            [yes] , and write `{ $id }` here
           *[no] {""}
        }
       *[no] add these two lines at the end of `{ $file }`{ $renamed ->
            [yes] , and write `{ $id }` here
           *[no] {""}
        }:
            {"["}{ $id }]
            name = "{ $term }"
    }
vocabulary_unknown-term_list = { vocabulary_unknown-term }: several stand in one text
    .help = write them as a list, in square brackets and each in quotes: `{ $list }`
vocabulary_unknown-term_country = { vocabulary_unknown-term }
    .help = a country goes by its name or its code of two letters (ISO 3166-1): did you mean `{ $code }`?
vocabulary_unknown-term_country-new = { vocabulary_unknown-term }
    .help =
        a country goes by its name or its code of two letters (ISO 3166-1): write `{ $code }`, and add these two lines at the end of `{ $file }`:
        {"["}{ $code }]
        name = "{ $name }"
vocabulary_unknown-term_no-country = { vocabulary_unknown-term }
    .help = a country goes by its name or its code of two letters (ISO 3166-1), like `SV`; those that are known are in `{ $file }`
front-matter_no-file = there is no file `{ $file }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? names are relative to the report
       *[no] put it beside the report, and write its name as it is there, with its extension
    }
front-matter_no-point = the report has no point `{ $point }`
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? points are named like `4` or `9-b`
       *[no] name a point as its address does: `4`, `9-b`
    }
front-matter_unknown-act = `{ $act }` is no kind of act
    .help = { $suggestion ->
        [yes] did you mean `{ $meant }`? the kinds are those of `vocabulary/acts.toml`
       *[no] the kinds are those of `vocabulary/acts.toml`; add `[{ $id }]` there
    }
model_held-back = the report is held back until { $date }
    .help = give the day of the build: `actas build --date 2026-11-24`
model_withdrawn-elsewhere = this was withdrawn in `{ $file }`, but here, in another language, it is still published, with the files that it offers
    .help = if it is to go altogether, write `status = "withdrawn"` and `[withdrawal]` here too, and take out the lines `source` and `attachments`
model_original-held-back = the original, `{ $file }`, is not published yet, but this translation is
    .help = add `draft = true` (or the same `publish_after`) at the top here too, or publish the original
model_misnamed = the name of this file does not tell its language, so it is published as one more document; is it the translation of `{ $other }`?
    .help = if it is, call it `{ $name }`
model_misnamed_copy = this file looks like a copy of `{ $other }`, and is published as one more document
    .help = delete it, or keep it outside the folder `content`; if it is a translation, give it a name that ends in its language, like `.en.md`
model_same-address = two files have the address `{ $address }`
    .help = the other is `{ $file }`; rename one of them, or give it another `slug`
model_same-address_apart = two files have the address `{ $address }`
    .help = the other is `{ $file }`, which keeps it; this one is published at `{ $now }`. Rename one of them, or give it another `slug`
model_same-address_withdrawn = another file has the address `{ $address }` of this withdrawn report
    .help = if it takes its place, remove this file; otherwise give the other one another `slug`
model_same-id = two files of one language have the id `{ $id }`
    .help = the other is `{ $file }`; the same `id` belongs to translations of one report only
model_same-alias = two files have the former address `{ $address }`
    .help = the other is `{ $file }`; leave it where readers should be led
model_same-alias_twice = the former address `{ $address }` is named twice
    .help = leave it out once
model_alias-in-use = the former address `{ $address }` is in use
    .help = the site makes a page or a file of this address by itself; leave it out here
model_alias-in-use_own = the former address `{ $address }` is in use
    .help = it is the address of this very file; leave it out
model_alias-in-use_file = the former address `{ $address }` is in use
    .help = `{ $owner }` is there now; leave it out here, or give that one another `slug`
link_empty = the link leads nowhere
    .help = write the address between the brackets
link_scheme = the link begins with `{ $scheme }:`, which is not allowed
    .help = links begin with `https:` or `mailto:`, or name a file of the archive
link_picture = the picture `{ $address }` is on another site: it is shown as a link
    .help = put the picture beside the report; or name the other site in site.toml: `[security] img_src = ["https://…"]`
link_outside = `{ $link }` is outside the archive
    .help = link to a file of the archive; if its files stand on the web, `repository` in `site.toml` says where
link_broken = there is no file `{ $file }`
    .help = put the file there or correct its name; links are relative to the folder of this file, like `2017-06-21-san-salvador.es.md`
link_broken_withheld = `{ $file }` is not published
    .help = publish it, or take the link out: readers would find nothing there
link_no-anchor = `{ $file }` has no place `#{ $anchor }`
    .help = points are `#p8` or `#p9-b`; the link leads to the top for now
link_more = { $count ->
        [one] one more link of this file leads nowhere
       *[other] { $count } more links of this file lead nowhere
    }
    .help = mend the first ones and build again

## What `actas check` finds beyond a build

check_untranslated = the document is not translated: { $languages }
    .help = put the translation beside it as `{ $file }`, or give it `id = "{ $id }"` if it has another name; if none is wanted, add at the end of `site.toml` (if there is a `[check]` already, put what follows into it, and make one list of two):
        {"["}check]
        ignore = {"["}"check::untranslated"]
check_translation = `{ $key }` is `{ $here }` here and `{ $there }` in `{ $original }`
    .help = find out which is right, and write it in both files
check_translation_value-missing = `{ $key }` is `{ $there }` in `{ $original }` and missing here
    .help = add it here, or take it out there
check_translation_value-added = `{ $key }` is `{ $here }` here and missing in `{ $original }`
    .help = add it there, or take it out here
check_translation_terms = `{ $key }` is not what it is in `{ $original }`: { check-difference }
    .help = a meeting is the same in all languages: list the same in both files
check_translation_corrections = the corrections are not those of `{ $original }`: { check-difference }
    .help = correct the text in both languages, and add the same `[[corrections]]` with their dates to both files
check_translation_copy = the text is the same as that of `{ $original }`: is it still to be translated?
    .help = translate it; until then add `draft = true` at the top
check_translation_points = the points are not those of `{ $original }`: { check-difference }
    .help = compare the two texts: a point may be missing, or be numbered otherwise
check_translation_commitments = the commitments are not those of `{ $original }`: { check-difference }
    .help = give each `[[commitments]]` the same `point`, `due` and `state` in both files, and a `when` in both or in none
check_translation_follow-up = what follows up earlier reports is not that of `{ $original }`: { check-difference }
    .help = give each `[[follow_up]]` the same `of`, `commitment`, `state` and `due` in both files
check-difference = { $which ->
        [missing] { $missing }
        [added] { $added }
       *[both] { $missing }; { $added }
    }
check-difference-missing = { $values }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } { $count ->
        [one] is
       *[other] are
    } in that file and missing in this one
check-difference-added = { $values }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } { $count ->
        [one] is
       *[other] are
    } in this file and missing in that one
check_heading = a heading `{ $level }` follows where `{ $expected }` would be next
    .help = write `{ $expected }`: people who hear the page go by the levels
check_heading_several = there are { $count } headings of the first level, `#`
    .help = keep one as the title, or none if the front matter has it; begin sections with `##`
check_numbering = after point `{ $before }` comes `{ $found }`: { $count ->
        [one] { $missing } is
       *[other] { $missing } are
    } missing
    .help = compare with the original: correct the number, or put in what is missing. If the original leaves it out too, nothing need be done; not to be reminded, add at the end of `site.toml` (if there is a `[check]` already, put what follows into it, and make one list of two):
        {"["}check]
        ignore = {"["}"check::numbering"]
check_numbering_sub-point = after point `{ $before }` comes `{ $found }`, but { $count ->
        [one] { $missing } is
       *[other] { $missing } are
    } missing: this is not taken for a point
    .help = compare with the original: correct it, or put in what is missing; letters and Roman numbers go on without a gap
check_numbering_in-html = the numbered lines here are not taken for points: HTML goes on to the next blank line
    .help = leave a blank line after the HTML, before the first number
check_numbering_unread = the lines numbered { $first } to { $last } are not taken for points: they may be years, or another list is taken
    .help = if they are the points of this report, write `points = true` in its front matter; if they are none, `points = false`, which also takes this note away
check_agreements = { $count ->
        [one] one report has
       *[other] { $count } reports have
    } numbered points and no agreement: { $files }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
    .help = if something was decided, label it (`Agreement 1: …`), put it under a heading `Agreements`, or say it in the front matter, below `[acts]`; if nothing was, all is well. This note goes away with `ignore = ["check::agreements"]` below `[check]` in `site.toml`
check_image = the image has no description
    .help = say between the brackets what it shows: `![The delegations at the opening](…)`
check_image_tag = the image has no description
    .help = say in its tag what it shows: `<img alt="The delegations at the opening" …>`, or `alt=""` if it is there for looks alone
check_link-text = the link `{ $text }` does not say where it leads
    .help = make a link of the words that name it: `[the report of 2017](…)`
check_link-text_none = the link has no text
    .help = say between the brackets where it leads: `[the report of 2017](…)`
check_title = { $count ->
        [one] another document has the title `{ $title }` too
       *[other] { $count } other documents have the title `{ $title }` too
    }: { $files }
    .help = add what tells them apart, like the year or the city
check_date = the file's name says { $named }, its front matter { $date }
    .help = put the wrong one right; renaming the file changes its address, so keep the old one in `aliases`
check_commitments = { $count ->
        [one] the text states a commitment that the front matter lacks
       *[other] the text states { $count } commitments that the front matter lacks
    }
    .help = see whether who, what and until when are right, and put at the end of the front matter{ $more ->
        [0] {""}
       *[other] {" "}(the first of them; { $more } more are told of once these are there)
    }:
        { $lines }
check_review = { $count ->
        [one] a comment `{ $mark }` is left in the front matter
       *[other] { $count } comments `{ $mark }` are left in the front matter
    }
    .help = see whether what the line says is true, and delete from `{ $mark }` to its end; so in each of them
check_acronym = `{ $acronym }` is in no vocabulary ({ $count ->
        [one] once
       *[other] { $count } times
    } in { $files }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    })
    .help = say what it is, with the whole name, at the end of the file that it belongs to in `content/vocabulary/`, like `organizations.toml`; if nobody needs to be told, let it pass with `allow` under `[check]` in `site.toml`
        {"["}{ $id }]
        acronym = "{ $acronym }"
        name = "{ $name }"
check_acronym_more = { $count ->
        [one] one more acronym is
       *[other] { $count } more acronyms are
    } in no vocabulary: { $acronyms }
    .help = say what they are in `content/vocabulary/`, beginning with those used most
check_personal-data = this looks like { $kind }: `{ $found }`
    .help = take it out if it is a person's; if it may be public, add at the end of `site.toml`, whole and without asterisks (if there is a `[check]` already, put what follows into it, and make one list of two):
        {"["}check]
        allow = {"["}"…"]
check_personal-data_file = `{ $file }`, which is offered for download, has what looks like { $kind }: `{ $found }`{ $more ->
        [0] {""}
        [one] {" "}and one more
       *[other] {" "}and { $more } more
    }
    .help = take it out of that file and save it, or take out the line that offers it; if it may be public, put it, whole and without asterisks, into `allow` below `[check]` in `site.toml`
check_external = `{ $address }` leads nowhere: { $reason } ({ $count ->
        [one] once
       *[other] { $count } times
    }, in { $files })
    .help = find out where the page is now, or link to a copy at <https://web.archive.org/>
check_external_unverified = `{ $address }` could not be checked: { $reason }
    .help = open it in a browser; if it is right, nothing need be done
check_external_offline = none of { $count } links to other sites could be checked: no server answered
    .help = see that this machine is connected, and try again
check_cache = the list of links that answered, `{ $file }`, cannot be read; all are asked again
    .help = nothing need be done: the file is written anew
check_cache_unwritten = the list of links that answered, `{ $file }`, cannot be written: { $problem }
    .help = see that you may write there; until then all links are asked after each time

external_status = the server answers { $status }
external_no-host = nobody knows this host
external_slow = there was no answer in time
external_redirects = it is redirected again and again
external_certificate = the connection is not secure
external_no-connection = the server does not answer
external_other = { $detail }

rule_check-untranslated = Documents that are not translated
rule_check-translation = Translations that say something else than their originals
rule_check-numbering = Numbers of points that are left out
rule_check-heading = Headings out of order
rule_check-image = Images without a description
rule_check-link-text = Links that do not say where they lead
rule_check-title = Titles that several documents share
rule_check-date = Dates that are not those of the files' names
rule_check-acronym = Acronyms that no vocabulary explains
rule_check-personal-data = What looks like personal data
rule_check-external = Links to other sites that lead nowhere
rule_check-cache = The list of links that answered
## Files that are published

html_removed = this HTML is not published whole: { $names } left out
    .help = write links and pictures as Markdown has them: `[text](file.md)`, `![description](picture.png)`; a site whose writers are trusted keeps all HTML with `[security] raw_html = "keep"` in site.toml
text_nesting = quotations, lists or elements stand in each other more than { $most } deep: what is deeper is published without them
    .help = close what is open – `</div>`, `</ul>`, `</b>` – or have fewer `>` and `-` at the beginning of the line; no word is lost
attachment_active = browsers could run scripts of this file: it is published as text, `{ $name }`
    .help = publish a PDF or a picture instead; a site whose files are trusted publishes it as it is with `[security] active_files = "keep"` in site.toml
attachment_active_drawing = this picture has `{ $part }`, which can do more than draw: it is published as text, `{ $name }`
    .help = save the picture as “plain SVG” or “optimised SVG”, without scripts and links, or as PNG; a site whose files are trusted publishes it as it is with `[security] active_files = "keep"` in site.toml
attachment_active_left-out = `{ $file }` is not published: it has the name of a page, but is none
    .help = publish a PDF or a picture instead
attachment_unlisted = files that end in `.{ $ending }` are not published as they are: this one is published as text, `{ $name }`
    .help = publish a PDF, an office document, a picture, sound, film or a zip file instead; or have such files published as they are with `[security] attachment_endings = ["{ $ending }"]` in site.toml
attachment_unlisted_left-out = `{ $file }` is not published: only PDF, office documents, pictures, sound, film, zip files and texts are
    .help = publish it as a PDF, or in a zip file; or have such files published with `[security] attachment_endings = ["{ $ending }"]` in site.toml
attachment_no-ending = the name of this file has no ending: it is published as text, `{ $name }`
    .help = give it the ending of what it is, like `.pdf` or `.txt`
attachment_no-ending_left-out = `{ $file }` is not published: its name has no ending, and it is no text
    .help = { attachment_no-ending.help }
attachment_server = some web servers run files that end in `.{ $ending }`, or read settings from them: this one is published as text, `{ $name }`
    .help = if readers need the file itself, publish it in a zip file
attachment_server_left-out = `{ $file }` is not published: some web servers run files that end in `.{ $ending }`
    .help = { attachment_server.help }
attachment_mismatch = the name of this file ends in `.{ $ending }`, but it holds something else: it is published as text, `{ $name }`
    .help = open it in the program that made it, and save it anew as what its name says
attachment_mismatch_left-out = `{ $file }` is not published: its name ends in `.{ $ending }`, but it holds something else
    .help = give it the ending of what it is; or open it in the program that made it, and save it anew as what its name says
attachment_same-name = some computers take `{ $file }` and `{ $other }` for the same file
    .help = give one of the two another name, and correct the links to it
output_path = `{ $path }` has `{ $character }`, which some systems do not allow in names
    .help = rename the file, and correct the links to it; or give the report or term of this address another `slug`. Folders of terms have theirs in site.toml, other folders in `[paths]` of the theme
output_path_length = `{ $path }` has a part with no name, or a name of more than 255 bytes
    .help = { output_path.help }
output_path_end = a name in `{ $path }` begins with a space, or ends with a space or a dot, which some systems drop
    .help = { output_path.help }
output_path_device = `{ $path }` has a name that Windows keeps for a device
    .help = { output_path.help }
output_path_outside = `{ $path }` leads out of the folder
    .help = { output_path.help }
output_same-path = some computers take the addresses `{ $first }` and `{ $second }` for the same
    .help = { output_path.help }

## Documents for other search engines

export_large = the document of `{ $address }` has { $megabytes } MB, more than some servers take in one request
    .help = divide the passage with headings or points; or raise the server's limit (`http.max_content_length`, `ingest_api.content_length_limit`)

## Themes and pages

theme_no-language = the theme has no texts for `{ $language }`
    .help = translate the theme's `{ $fallback }` into `themes/…/{ $file }`; English is shown for now
theme_strings = the theme's texts cannot be read: { $detail }
    .help = correct the file; texts stand in double quotes: `search = "…"`
theme_template = the theme's templates have a mistake: { $detail }
    .help = see docs/theme.md, or leave `theme` out in site.toml for the built-in one
theme_template_rendering = the page of `{ $page }` cannot be made: { $detail }
    .help = { theme_template.help }
theme_social = the theme's settings for pictures cannot be read: { $detail }
    .help = see `[social]` in docs/theme.md, or leave the pictures out with `[social] images = "none"` in site.toml
theme_social_no-file = the theme has no file `{ $file }`
    .help = { theme_social.help }
theme_social_no-font = `{ $file }` is no TrueType or OpenType font
    .help = { theme_social.help }
theme_social_colour = `{ $key }` must be a colour like `{ $example }`, not `{ $value }`
    .help = { theme_social.help }
social_letter = the theme's fonts have no `{ $letter }`: pictures with it are left out
    .help = put a TrueType font that has it into the theme and name it there: `[social]`, `bold = "fonts/….ttf"`

## Addresses that last: urls.lock

lock_version = `{ $line }` is a version of this file that is not known
    .help = another version of actas wrote it; use that one, or a newer one
lock_version_header = the first line is not `{ $header }`
    .help = take the file back from version control, or remove it and run `actas lock`
address_long = `{ $text }` is too long for an address, which has `{ $slug }` instead
    .help = a term or `slug` of some words can be read and passed on; what a term is in full stands in the `name` of a vocabulary
lock_conflict = two versions of this file were not merged to the end
    .help = take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`, keep all others, run `actas lock`
lock_line = this line is no address with its anchors
    .help = it reads like `/informes/2017/ #p1 #p2`; `actas lock` writes the file
lock_address = the address `{ $address }` was published and is gone
    .help = give { $suggestion ->
        [yes] `{ $meant }`, or whatever took its place,
       *[no] the page that took its place
    } the line `aliases = ["{ $address }"]`; a report that is to go says `status = "withdrawn"`; an address that nobody needs is taken out of this file
lock_anchor = the anchor `#{ $anchor }` of `{ $address }` was published and is gone
    .help = restore the point or heading, or say in { $source ->
        [known] `{ $file }`
       *[unknown] the file
    } what took its place: `anchors = {"{"} "{ $anchor }" = "{ $suggestion ->
        [yes] { $meant }
       *[no] …
    }" {"}"}`
lock_more = { $count ->
        [one] one more address or anchor is gone
       *[other] { $count } more addresses or anchors are gone
    }
    .help = mend the first ones and build again

## Files and folders that cannot be used

io_no-folder = there is no folder `{ $path }`
    .help = look at how it is written; `--site` names the folder in which `site.toml` is
io_read = cannot read `{ $path }`: { $detail }
io_write = cannot write `{ $path }`: { $detail }
io_no-name = `{ $path }` names no folder
io_is-a-file = `{ $path }` is a file, not a folder
    .help = name another folder with `--output`, or move the file
io_link-around = `{ $path }` is a link that leads nowhere, or to a folder that it is in itself
    .help = let it lead to a folder of its own, or name another one with `--output`
io_in-use = `{ $path }` is being written by another build
    .help = wait for it to end, and run the command again
io_watch = cannot watch the site's folder: { $detail }
io_port = cannot serve on port { $port }: { $detail }; is another `actas serve` running? `--port 0` takes any free port
io_epoch = SOURCE_DATE_EPOCH is `{ $value }`, which is no number of seconds
    .help = give the seconds since 1970 began in UTC, like `1767225600` (what `date +%s` prints), or do not set the variable; `--date 2026-01-01` says the day without it
reason_not-found = there is no such file or folder
    .help = if it was moved or removed just now, run the command again; otherwise put it back or look at how its name is written
reason_denied = you may not do that
    .help = ask whoever looks after the computer for the right to use that file and its folder, or use another folder
reason_full = the disk is full
    .help = make room on that disk, or use a folder on another one, and run the command again; nothing that was there is lost
reason_in-use = something else is using it
io_no-source = `{ $path }` is no file that the site is made of
reason_folder = it is a folder, not a file
reason_no-folder = a file has the name of a folder that is needed there
reason_exists = there is one of that name already
reason_read-only = nothing can be written on that disk
    .help = use a folder on another disk
reason_name = the system takes no such name: it is too long, or has characters that are not allowed
reason_too-large = it is too large
reason_link = it is a symbolic link
    .help = put a folder in its place: nothing is written to where a link leads
reason_no-file = it is a pipe, a socket or a device, not a file
    .help = put a file in its place

## What commands print

summary_found = { $errors ->
        [one] 1 error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] 1 warning
       *[other] { $warnings } warnings
    }
summary_more-kinds = and { $count } of { $kinds ->
        [one] another kind
       *[other] { $kinds } other kinds
    }
summary_unfold = `--verbose` shows all { $count } findings, each with its place; `--json` has them for programs
summary_unknown-keys = unknown keys: { $keys }{ $others ->
        [0] {""}
        [one] {" "}and another
       *[other] {" "}and { $others } others
    }
summary_places = { $place } and { $count } more in { $files ->
        [one] one file
       *[other] { $files } files
    }
summary_nothing-written = { summary_found }; nothing was written
summary_built =
    { $reports ->
        [one] one report
       *[other] { $reports } reports
    }, { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }, { $files ->
        [one] one file
       *[other] { $files } files
    }, in { $milliseconds } ms: { $folder }
summary_unchanged =
    nothing has changed: { $reports ->
        [one] one report
       *[other] { $reports } reports
    }, { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }, { $files ->
        [one] one file
       *[other] { $files } files
    }, looked at in { $milliseconds } ms: { $folder }
summary_drafts = { $drafts ->
        [one] One draft was left out: it is published when its line `draft = true` is gone.
       *[other] { $drafts } drafts were left out: each is published when its line `draft = true` is gone.
    }
summary_exported = reports: { $reports }, documents: { $documents }: { $folder }
summary_load = Now load them: sh "{ $script }" { $server }
    A new index takes the place of the former one, which is deleted with all that was withdrawn since.
summary_locked = addresses added: { $addresses }, anchors added: { $anchors }: { $file }
summary_checked =
    { $files ->
        [one] one file read
       *[other] { $files } files read
    }{ $asked ->
        [yes] { $links ->
            [one] , one link to other sites
           *[other] , { $links } links to other sites
        }
       *[no] {""}
    }: { summary_found }, { $notes ->
        [one] 1 note
       *[other] { $notes } notes
    }
check-more = and { $count } more of `{ $code }`; `--verbose` shows all there is, `actas check FILE` all of a file

## What a search finds

search_no-language = the site has no reports in `{ $language }`
search_instead = showing results for { $to } instead of { $word }
search_beside = showing results for { $to } beside { $word }
search_also = { $words }: also searching for { $names }
search_absent = no report has { $word }
search_without = without: { $words }
search_apart = not in the same place: { $words }
search_unread = the question is too long; not searched: { $words }
search_more = { $count ->
        [one] and 1 more passage
       *[other] and { $count } more passages
    }
search_found = { $reports ->
        [one] 1 report
       *[other] { $reports } reports
    }, { $passages ->
        [one] 1 passage
       *[other] { $passages } passages
    }
search_found-at-least = at least { search_found }

## A new site, a new report: questions and answers

dialogue_ended = the input ended before the last answer
dialogue_yes-or-no = Please answer yes (y) or no (n).
dialogue_needed = Please write something; this is needed.
dialogue_did-you-mean = “{ $typed }” is not in the list. Did you mean “{ $near }”? (Y/n)
dialogue_no-terminal = nobody can be asked here, since the input is no terminal; add `--yes`
init_welcome = A new archive. Press Enter to take what stands in brackets; everything can be changed later in `site.toml`.
init_ask-title = Name of the archive?
init_ask-languages = Languages, the main one first?
init_ask-address = Where will it be published? An address, or the GitHub repository as owner/repository.
init_no-language = “{ $language }” is no language; write codes with commas, like: es, en
init_no-languages = name at least one language, like: es
init_no-address = “{ $address }” is no address; write https://… or owner/repository
init_description = Meeting reports: { $title }.
init_made =
    { $count ->
        [one] One file was written in `{ $folder }`:
       *[other] { $count } files were written in `{ $folder }`:
    }
init_kept =
    { $count ->
        [one] One file was there already and was left as it is:
       *[other] { $count } files were there already and were left as they are:
    }
init_lacks-language = The program has no texts in `{ $language }`: the interface will be in English until there is a `themes/default/i18n/{ $language }.toml`, and there is no demonstration report in it.
init_lacks-address = The address `{ $address }` is only an example: put the true one into `site.toml` before you publish. On GitHub Pages the workflow does it by itself.
init_next = Now: `actas serve --open --site { $folder }` shows the site. The rest is in `{ $guide }`.
new_ask-language = Language of the report ({ $languages })?
new_ask-title = Title of the report?
new_ask-date = Day of the meeting (its first, if there were several), as year-month-day?
new_ask-city = City
new_ask-country = Country of the meeting
new_ask-body = Body that met
new_ask-delegations = Countries that took part
new_ask-organizations = Organizations
new_ask-initiatives = Initiatives
new_ask-topics = Topics
new_ask-session = Kind of session
new_ask-status = Status
new_ask-summary = Summary in one or two sentences
new_ask-end_date = Last day of the meeting, as year-month-day
new_ask-other = `{ $key }`
new_question-text =
    { $what }?{ $need ->
        [optional] {" "}(Enter for none)
       *[other] {""}
    }
new_question-list =
    { $what }, with commas between them?{ $need ->
        [optional] {" "}(Enter for none)
       *[other] {""}
    }
new_question-one =
    { $what }? The number, or the name.{ $need ->
        [optional] {" "}(Enter for none)
       *[other] {""}
    }
new_question-several =
    { $what }? Numbers or names, with commas between them.{ $need ->
        [optional] {" "}(Enter for none)
       *[other] {""}
    }
new_add-term = “{ $term }” is new. Add it to the vocabulary `{ $file }`? (Y/n)
new_not-added = “{ $term }” was not added; please choose again.
new_no-country = A new country is typed as its code of two letters, like MX (ISO 3166-1), not “{ $term }”.
new_ask-country-name = What is the country { $code } called?
new_is-required = `site.toml` asks for `{ $key }` in every report.
new_only-one = `{ $key }` takes one value only.
new_no-date = “{ $date }” is no day; write it as year-month-day, like 2025-03-12
new_no-language = the site is not in `{ $language }`; its languages are { $languages }
new_unknown = `{ $key }` has no “{ $term }” in its vocabulary; add it there first
new_unknown-near = `{ $key }` has no “{ $term }” in its vocabulary; did you mean `{ $near }`?
new_missing = with `--yes` nothing is asked, and this is missing: { $options }
new_no-key = `--set` cannot give `{ $key }`{ $suggestion ->
        [yes] : did you mean `{ $meant }`?
       *[no] : a front matter has no such key, or one of several lines that is written in the file
    }
new_no-pair = `{ $text }` is no key with a value; write it like `body=junta`
new_exists = there is a file `{ $file }` already; it was left as it is
new_unwritable = `{ $file }` could not be written: { $problem }
new_made = The report is begun in `{ $file }`. It is a draft: delete the line `draft = true` to publish it. `actas serve --open` shows it.
new_term-added = “{ $term }” was added to `{ $file }` as `{ $id }`.

## The preview

serve_ready = serving { $url } – edit and save, the page follows; Ctrl+C ends
serve_no-browser = the browser could not be opened: { $problem }
serve_built =
    { $reports ->
        [one] built one report in { $ms } ms
       *[other] built { $reports } reports in { $ms } ms
    }
preview_label = Preview
preview_errors =
    { $count ->
        [one] One error – the last good site is shown
       *[other] { $count } errors – the last good site is shown
    }
preview_warnings =
    { $count ->
        [one] 1 warning
       *[other] { $count } warnings
    }
preview_held-back =
    { $count ->
        [one] 1 not published
       *[other] { $count } not published
    }
preview_title =
    { $count ->
        [one] 1 error
       *[other] { $count } errors
    }
preview_more =
    { $count ->
        [one] And one more: it is on the terminal.
       *[other] And { $count } more: they are on the terminal.
    }
preview_draft = Draft
preview_until = From { $date }
preview_left-out = Left out
preview_left-out-note = This page is not published as long as its file cannot be read.
preview_draft-note = This page is not published as long as its file says `draft = true`.
preview_until-note = This page is not published before { $date } (`publish_after`).
preview_place = { $file }, line { $line }
preview_open = Open this file
preview_not-opened = `{ $file }` could not be opened: { $problem }
preview_updated = Updated { $ms } ms after saving
preview_close = Close

## The command line

cli = Turns a folder of meeting reports into a public archive with search.
cli_any_speech = The language of what the program says: es or en; by default that of the system
cli_any_verbose = Say everything that was found, each with its place
cli_any_quiet = Say nothing but errors
cli_any_help = Show this help
cli_any_version = Show the version
cli_any_site = The folder of the site, with `site.toml`, or simply with reports
cli_any_date = The day of the build, like 2026-11-24: reports with a later `publish_after` are held back; without it, the day of SOURCE_DATE_EPOCH, if that is set
cli_any_base_url = Where the site will stand, like https://example.org/archive/; wins over `base_url` in `site.toml`
cli_any_yes = Ask nothing: take what is given and the defaults
cli_build = Build the site into a folder
cli_build_output = The folder to write to; by default `public` in the site's folder
cli_build_timings = Print how long each stage took
cli_build_json = Print counts, times and what is wrong as JSON
cli_build_strict = Build nothing if anything is wrong with a document
cli_build_no_cache = Build even if nothing has changed since the last build
cli_check = Look for what should be put right before publishing
cli_check_files = The files or folders to tell of; all if none is named
cli_check_format = How what is found is said
cli_check_strict = Let warnings count as errors: the status is 1
cli_check_external = Ask other sites whether the pages are there that the texts link to
cli_check_external_age = For how many days a page that was there is not asked for again
cli_serve = Show the site on this machine while you write: the preview
cli_serve_port = The port on 127.0.0.1; 0 takes any free one
cli_serve_open = Open the browser
cli_serve_no_drafts = Show the site as it would be published: without drafts and what is held back
cli_serve_poll = Look at the files regularly, for network folders that tell of no changes
cli_search = Search the reports, as the site's search would
cli_search_query = What to search for, as typed into the site's search box
cli_search_language = Search the reports in this language only, like `es`; by default in all
cli_search_limit = How many reports to show
cli_search_json = Print JSON
cli_lock = Note the addresses that the site publishes now in `urls.lock`, which later builds are held to
cli_export = Write the reports for another search engine: documents, and the configuration of an index
cli_export_to = The search engine
cli_export_output = The folder to write to
cli_import = Make reports of Word files and other documents
cli_import_files = The documents: .docx, .odt, .html, .md, .txt, with Poppler .pdf, and with LibreOffice .doc and .rtf
cli_import_output = The folder to write to, within the site's; by default that of its reports
cli_import_language = The reports' language, like `es`; by default that of their text
cli_import_name = The name of the report's file without language and extension; by default its date and city
cli_import_as_one = Make one report also of a document that seems to hold several minutes
cli_import_json = Print the account as JSON
cli_init = Make a new site in a folder, ready to be published
cli_init_folder = The folder, which is made if it does not exist
cli_init_title = The name of the archive
cli_init_languages = Its languages with commas between them, the main one first, like es,en
cli_init_address = Where it will be published: an address, or a GitHub repository as owner/repository
cli_new = Begin something new in the site
cli_new_report = Begin a report: asks what the site wants to know and makes the file
cli_new_report_title = The title
cli_new_report_date = The day of the meeting, like 2025-03-12
cli_new_report_language = The language of the report, like `es`
cli_new_report_city = The city of the meeting
cli_new_report_country = The country of the meeting, by its code or name
cli_new_report_values = Another key of the front matter, like `body=junta`; may be given several times
cli_completions = Write the completions of a shell to the standard output
cli_completions_shell = The shell
cli_man = Write the manual pages into a folder
cli_man_folder = The folder, which is made if it does not exist
cli_usage = Usage
cli_commands = Commands
cli_arguments = Arguments
cli_options = Options
cli_options-word = OPTIONS
cli_value_command = COMMAND
cli_value_file = FILE
cli_value_format = FORMAT
cli_value_days = DAYS
cli_value_name = NAME
cli_value_dir = DIR
cli_value_date = DATE
cli_value_url = URL
cli_value_lang = LANG
cli_value_langs = LANGS
cli_value_n = N
cli_value_port = PORT
cli_value_engine = ENGINE
cli_value_query = QUERY
cli_value_shell = SHELL
cli_value_text = TEXT
cli_value_address = ADDRESS
cli_value_key-value = KEY=VALUE
cli_default = [default: { $values }]
cli_possible = [possible values: { $values }]
cli_man-name = NAME
cli_man-synopsis = SYNOPSIS
cli_man-description = DESCRIPTION
cli_man-version = VERSION

## Mistakes on the command line

usage_unknown-argument = there is no option `{ $argument }`
usage_unknown-argument-near = there is no option `{ $argument }`; did you mean `{ $near }`?
usage_unknown-command = there is no command `{ $command }`
usage_unknown-command-near = there is no command `{ $command }`; did you mean `{ $near }`?
usage_missing = this is missing: { $arguments }
usage_no-value = `{ $argument }` needs a value
usage_wrong-value = `{ $value }` will not do for `{ $argument }`
usage_wrong-value-of = `{ $value }` will not do for `{ $argument }`; it is one of: { $values }
usage_twice = `{ $argument }` may be given once only
usage_help = all that there is: `{ $command } --help`

## The stages of a build

stage_load = Reading the files
stage_parse = Reading the reports
stage_model = Joining what belongs together
stage_render = Making the pages and the search index
stage_addresses = Checking the addresses
stage_publish = Writing the files
stage_external = Asking other sites
stage_import-read = Reading { $file }
stage_import-guess = Looking for title, date and place in { $file }
stage_import-points = Looking for the points of { $file }
stage_import-account = Counting the words of { $file }
stage_import-write = Writing the report of { $file }

## Importing documents

import-review = review
import-review-found = found in “{ $text }”
import-review-listed = those listed after words of taking part: “{ $text }”
import-review-mentioned = mentioned in the text: { $text }
import-review-date-unclear = “{ $text }” may be { $first } or { $second }; write the date here and take the first # away
import-review-date-order = found in “{ $text }”; which number is the month, the other days of the document tell
import-review-date-file = found in “{ $text }”; it might be { $later } as well, but the file was changed last on { $changed }
import-review-date-country = found in “{ $text }”; the day stands first, as in the English of the document ({ $language })
import-review-date-front = found in “{ $text }”; the lines for programs above the text say { $other }, which may be when it was published
import-review-date-year = found in “{ $text }”, the year in “{ $year }”
import-review-date-year-file = found in “{ $text }”; the year is not said there: it is that of the file, made on { $changed }
import-review-file-name = the name of the file says so, “{ $text }”, not its text
import-review-column = the column of countries of the table of people: “{ $text }”
import-review-title = the line of the text that looks like its title
import-review-title-capitals = the line of the text that looks like its title; it was in capitals: look at the names
import-review-draft = remove this line when everything is reviewed: as long as it is here, the report is not published
import-review-missing = nothing was found in the text; write it here and take the first # away
import-review-points = the numbering begins again after these points: the first list is taken for the report's points
import-review-commitment-labels = from the labels of the text; look at who, what and until when
import-review-commitment-table = from a row of a table; look at who, what and until when
import-review-commitment-agreement = from the time that the agreement says; look at who, what and until when
import-review-commitment-sentence = from a sentence that may be a task: take this away if it is none
import-review-commitment-section = from the tasks that the text lists; look at who, what and until when
import-review-follow-up = the text seems to say what became of an earlier agreement: “{ $text }”; write its report and address, and take the # of the three lines away
import-review-source = the original holds deleted text or comments: take the first # away only if everybody may read them

import-kept = kept:
import-kept-points = { $count ->
    [one] 1 point
   *[other] { $count } points
}
import-kept-sub-points = { $count ->
    [one] 1 sub-point
   *[other] { $count } sub-points
}
import-kept-in-points = { $count ->
    [one] 1 paragraph without a number, with its point
   *[other] { $count } paragraphs without a number, with their points
}
import-kept-paragraphs = { $count ->
    [one] 1 other paragraph
   *[other] { $count } other paragraphs
}
import-kept-headings = { $count ->
    [one] 1 heading
   *[other] { $count } headings
}
import-kept-items = { $count ->
    [one] 1 item of another list
   *[other] { $count } items of other lists
}
import-kept-tables = { $count ->
    [one] 1 table
   *[other] { $count } tables
}
import-kept-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
import-kept-links = { $count ->
    [one] 1 link
   *[other] { $count } links
}
import-kept-images = { $count ->
    [one] 1 picture
   *[other] { $count } pictures
}
import-kept-bold = { $count ->
    [one] 1 stretch of bold text
   *[other] { $count } stretches of bold text
}
import-kept-italic = { $count ->
    [one] 1 stretch of italic text
   *[other] { $count } stretches of italic text
}
import-kept-strike = { $count ->
    [one] 1 stretch of text struck through
   *[other] { $count } stretches of text struck through
}
import-kept-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
import-changed = changed:
import-changed-label-form = { $count ->
    [one] 1 number in another form
   *[other] { $count } numbers in another form
}
import-changed-hyphenation = { $count ->
    [one] 1 word that the end of a line divided is one again
   *[other] { $count } words that the end of a line divided are one again
}
import-changed-line-end = { $count ->
    [one] 1 line end within a paragraph taken away
   *[other] { $count } line ends within paragraphs taken away
}
import-changed-spaces = { $count ->
    [one] 1 paragraph with spaces too many
   *[other] { $count } paragraphs with spaces too many
}
import-changed-non-breaking-space = { $count ->
    [one] 1 stretch with non-breaking spaces, now plain ones
   *[other] { $count } stretches with non-breaking spaces, now plain ones
}
import-dropped = left out of the text:
import-dropped-front-matter = { $count ->
    [one] 1 line that the front matter now says
   *[other] { $count } lines that the front matter now says
}
import-dropped-key = { $count ->
    [one] 1 line of the front matter that only another program reads
   *[other] { $count } lines of the front matter that only other programs read
}
import-dropped-repeated = { $count ->
    [one] 1 line that repeats the title
   *[other] { $count } lines that repeat the title
}
import-dropped-deleted = { $count ->
    [one] 1 tracked deletion, taken as accepted
   *[other] { $count } tracked deletions, taken as accepted
}
import-dropped-moved-away = { $count ->
    [one] 1 tracked move, kept only where it went
   *[other] { $count } tracked moves, kept only where they went
}
import-dropped-comment = { $count ->
    [one] 1 comment
   *[other] { $count } comments
}
import-dropped-header = { $count ->
    [one] 1 page header
   *[other] { $count } page headers
}
import-dropped-footer = { $count ->
    [one] 1 page footer
   *[other] { $count } page footers
}
import-dropped-side = { $count ->
    [one] 1 line at the side of a page, printed upwards
   *[other] { $count } lines at the sides of pages, printed upwards
}
import-dropped-page-number = { $count ->
    [one] 1 page number
   *[other] { $count } page numbers
}
import-dropped-contents = { $count ->
    [one] 1 line of an automatic table of contents
   *[other] { $count } lines of an automatic table of contents
}
import-dropped-hidden = { $count ->
    [one] 1 stretch of hidden text
   *[other] { $count } stretches of hidden text
}
import-dropped-bookmark = { $count ->
    [one] 1 mark of a bookmark
   *[other] { $count } marks of bookmarks
}
import-dropped-unused-note = { $count ->
    [one] 1 note that nothing refers to
   *[other] { $count } notes that nothing refers to
}
import-dropped-picture = { $count ->
    [one] 1 picture, or its description: of a kind that web pages do not show, or not beside the file
   *[other] { $count } pictures, or their descriptions: of kinds that web pages do not show, or not beside the file
}
import-dropped-object = { $count ->
    [one] 1 drawing, chart or embedded file
   *[other] { $count } drawings, charts or embedded files
}
import-dropped-symbol = { $count ->
    [one] 1 symbol that only a special font has
   *[other] { $count } symbols that only special fonts have
}
import-dropped-empty-item = { $count ->
    [one] 1 numbered paragraph without text
   *[other] { $count } numbered paragraphs without text
}
import-dropped-look = { $count ->
    [one] the look of 1 stretch of text (underlined, raised or lowered)
   *[other] the look of { $count } stretches of text (underlined, raised or lowered)
}
import-dropped-link-target = { $count ->
    [one] where 1 link led: no address on the web
   *[other] where { $count } links led: no addresses on the web
}
import-dropped-placeholder = { $count ->
    [one] 1 text of a form that was not filled in
   *[other] { $count } texts of a form that were not filled in
}
import-dropped-column-head = { $count ->
    [one] the head of 1 column whose cells are text now
   *[other] the heads of { $count } columns whose cells are text now
}
import-dropped-line-number = { $count ->
    [one] 1 line number
   *[other] { $count } line numbers
}
import-changed-table-text = { $count ->
    [one] 1 table that only set text in its place, written as text
   *[other] { $count } tables that only set text in its place, written as text
}
import-dropped-page = { $count ->
    [one] 1 page without text: blank, or an image whose text is to be recognised (OCR)
   *[other] { $count } pages without text: blank, or images whose text is to be recognised (OCR)
}
import-words = words: { $original } in the original; { $text } in the report’s text, { $dropped } left out for the reasons above, { $added } added by numbering, { $joined } fewer by joining divided words; { $missing } missing
import-is-draft = the report is a draft, and is not published until its line `draft = true` is removed
import-to-review = to review on top of the report: { $keys }

import-table-file = file
import-table-report = report
import-table-missing = missing
import-table-look = to look at
import-table-none = (not imported)
import-look-words = words of the original are missing
import-look-private = the original has deleted text, hidden text or comments
import-look-empty = no text was found
import-look-pages = there are pages without text
import-look-unclear = { $key }: { $text }
import_not-found = there is no such file
    .help = look at the name, and at the folder that it is in
import_folder = this is a folder, not a file
    .help = name the documents in it, one after the other
import_unreadable = the file cannot be read: { $problem }
    .help = close it in other programs, and see whether you may open it
import_too-large = the file is too large, or grows too large when unpacked
    .help = take large pictures out of it and save it again
import_too-many-parts = the file is made of more than { $max } parts (pictures, embedded files)
    .help = copy the text into a new document in Word or LibreOffice, save that as .docx and import it
import_not-a-package = this is no Word or OpenDocument file, or it is damaged or has a password
    .help = open it in Word or LibreOffice and save it as .docx, without a password
import_damaged = a part of the file is damaged: `{ $part }`
    .help = open it in Word or LibreOffice, let it be repaired, and save it again
import_deep = a part of the file is nested too deeply: `{ $part }`
    .help = open it in Word or LibreOffice and save it again as .docx
import_not-word = the file has no text as Word files have it
    .help = open it in Word or LibreOffice and save it as .docx
import_not-odt = the file has no text as OpenDocument texts have it
    .help = open it in LibreOffice Writer and save it as .odt or .docx
import_no-office = this format is read with the help of LibreOffice, which is not installed here
    .help = install LibreOffice (https://www.libreoffice.org), or open the file in Word and save it as .docx
import_office = LibreOffice could not turn the file into a Word file
    .help = open it in Word or LibreOffice and save it as .docx
import_office-time = LibreOffice took too long over the file
    .help = open it in LibreOffice yourself and save it as .docx
import_format = files of the kind `.{ $extension }` are not read
    .help = save it as .docx; also read are .odt, .html, .md and .txt, with Poppler .pdf, and with LibreOffice .doc and .rtf
import_blank = the file is empty: there is nothing in it
    .help = perhaps it was not copied or downloaded to its end; look for another copy
import_encrypted = the file is protected with a password
    .help = open it with its password and save it without one
import_other-format = the file is no text but of another kind: { $format }
    .help = copy what is to be published into a text document, and save it as .docx or .odt
import_not-pdf = the file's name ends with .pdf, but it is no PDF
    .help = perhaps it was not downloaded to its end; open it, and download it again if it does not open
import_no-poppler = PDF files are read with the help of Poppler, which is not installed here
    .help = install Poppler (its program is called `pdftotext`; on Debian and Ubuntu, the package `poppler-utils`), or import the Word file that the PDF was made from
import_poppler = Poppler could not read the PDF file
    .help = open it and save it as PDF again, or import the Word file that it was made from
import_poppler-time = Poppler took too long with the file
    .help = divide the PDF into several, or import the Word file that it was made from
import_scanned = the PDF has no text: its pages are images
    .help = have its text recognised by a program for OCR, like OCRmyPDF, and import the file that this makes
import_several = the file holds several minutes: “{ $first }” and “{ $second }”
    .help = save each in a file of its own; if they are one, import the file with `--as-one`
import_lock-file = this file is only the mark that Word or LibreOffice leaves while a document is open: it is passed over
    .help = import the document itself, which has the same name without `~$`
import_exists = there is already a file `{ $file }`, and nothing is written over it
    .help = give the new report another name with `--name`, or move the file that is there
import_unwritable = `{ $file }` cannot be written: { $problem }
    .help = look at the folder’s name, whether you may write into it, and whether there is room
import_one-name = `--name` names one report, but several files are given
    .help = import them one by one, or leave `--name` out
import_language = the site has no language `{ $language }`
    .help = its languages are: { $known }; others are added to `[languages]` in `site.toml`
import_words = { $count ->
    [one] 1 word of the original is not in the report: { $words }
   *[other] { $count } words of the original are not in the report: { $words }
}
    .help = compare the report with the original, add what is missing, and tell the makers of the program
import_private = the original has deleted text, hidden text or comments, which whoever downloads it can read
    .help = the line `source` on top of the report is switched off; accept all changes and delete the comments in a copy, and offer that
import_empty = no text was found in the file
    .help = if it holds scanned pages, their text must be recognised first (OCR)
