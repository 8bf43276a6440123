# Lo que dice el programa, en español. Los mismos nombres están en en.ftl.
#
# El código de un diagnóstico es su nombre, con `_` en lugar de `::`; `.help` dice cómo corregirlo. Otro texto de un
# mismo código es una variante suya: `front-matter_dates_backwards`. Los textos empiezan con minúscula y no llevan punto
# final; las palabras de quien escribe van entre comillas invertidas. `$suggestion` dice si hay una palabra que
# probablemente se quiso escribir, que es `$meant`.

error = error
warning = aviso
note = nota
help = ayuda

## Lectura del sitio

load_no-content = no existe la carpeta `{ $folder }`
    .help = ponga ahí los informes, o diga en qué carpeta están con `content = "…"`
load_no-theme = no existe el tema `{ $theme }`
    .help = cree la carpeta `themes/{ $theme }`, o quite `theme` para usar el tema incluido
load_binary = este archivo no es de texto
    .help = un archivo de Word o PDF debe guardarse antes como texto; una imagen conserva su propia extensión
load_not-utf8 = el archivo no está en UTF-8: la línea { $line } tiene un byte { $byte }
    .help = guarde el archivo de nuevo con la codificación UTF-8
load_not-utf8_utf-16 = el archivo está guardado como «Unicode» (UTF-16), que no se puede leer
    .help = ábralo en su editor, elija «Guardar como» y ahí la codificación UTF-8
load_left-out = este archivo queda fuera del sitio
    .help = corrija lo que se dice de él; con `--strict`, o con `strict = true` bajo `[schema]` en `site.toml`, no se construye nada hasta entonces
load_wrong-folder = aquí no hay `site.toml`; ¿quería decir la carpeta `{ $folder }`?
    .help = entre en ella con `cd "{ $folder }"`, o nómbrela: `--site "{ $folder }"`. Desde aquí no se lee lo que hay en ella
load_io = no se puede leer el sitio: { $detail }
    .help = compruebe que la carpeta existe y que usted puede leerla; el sitio se genera de nuevo en cuanto se guarde un archivo
load_link = este enlace simbólico lleva fuera de la carpeta y no se sigue
    .help = copie aquí el archivo, si los lectores deben tenerlo
load_link_folder = este enlace simbólico lleva a una carpeta y no se sigue
    .help = ponga la carpeta misma en su lugar
load_name = el nombre de este archivo o carpeta no está en UTF-8, así que se deja fuera: { $name }
    .help = cámbiele el nombre, escribiendo de nuevo sus letras; los nombres en otras codificaciones vienen de archivos comprimidos y discos antiguos
load_no-file = esto es una tubería, un socket o un dispositivo, no un archivo, y se deja fuera
    .help = quítelo, o ponga un archivo en su lugar
load_link_broken = este enlace simbólico no lleva a ningún archivo
    .help = quítelo, o copie aquí el archivo

## Configuración: site.toml

site_unknown-key = la clave `{ $key }` no existe
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`?
       *[no] quite la línea, o escriba una clave de las que hay aquí: { $known }
    }
site_unknown-key_in-table = `{ $key }` está debajo de `{ $table }` y se toma por parte de esa tabla
    .help = suba esta línea, antes de la primera línea que empieza con `[`{ $any ->
        [yes] {""}
       *[no] ; debajo de `{ $table }` puede haber: { $known }
    }
site_wrong-value = `{ $key }` debe ser { $expected }, no { $found }
    .help = { $example ->
        [yes] escríbalo así: `{ $line }`
       *[no] ponga en su lugar lo que se indica arriba, o quite la línea
    }
site_base-url = { $problem }
    .help = escriba una dirección como `base_url = "https://example.org/archivo/"`
site_base-url_option = `{ $url }`: { $problem }
    .help = dé una dirección como `--base-url https://example.org/archivo/`
site_no-base-url = no se conoce la dirección del sitio; las novedades (Atom) y el mapa del sitio dicen `http://localhost/`
    .help = agregue `base_url = "https://…/"`, o use `--base-url`
site_language = `{ $language }` no es un código de idioma
    .help = los idiomas se indican con códigos como `es` o `en`
site_reserved-name = una taxonomía no puede llamarse `{ $name }`
    .help = elija otro nombre: la página de búsqueda ya usa este para otra cosa en sus direcciones
site_source = `{ $source }` no se puede añadir a la política de seguridad
    .help = escriba una dirección como `https://img.example.org`, `data:`, o el resumen de un script, `'sha256-…'`; lo que permite todo no se puede añadir
site_ending = `{ $ending }` no es la terminación de un archivo
    .help = escriba solo letras y cifras: `attachment_endings = ["epub", "json"]`
site_ending_server = los archivos que terminan en `.{ $ending }` nunca se publican tal cual: algunos servidores los ejecutan, o leen ajustes de ellos
    .help = quítela de la lista; esos archivos se publican como texto, o se pueden poner en un archivo zip
site_ending-of-pages = los archivos que terminan en `.{ $ending }` pueden ejecutar scripts con todo lo que pueden las páginas de este sitio, y hacerse pasar por una
    .help = consérvela solo si confía en todos los que adjuntan archivos
site_license = `{ $license }` no es un identificador SPDX ni una dirección web
    .help = escriba `license = "CC-BY-4.0"`, otro identificador de <https://spdx.org/licenses/>, o una dirección
site_oai = `[oai]` necesita un `email` y la dirección de un `gateway`
    .help = escriba `email = "archivo@example.org"` y `gateway = "https://gateway.example.org/oai"`, o quite `[oai]`

site_check-code = no existe el código `{ $code }`, así que no se puede omitir
    .help = { $suggestion ->
        [yes] ¿quiso decir `{ $meant }`? se pueden omitir: { $codes }
       *[no] se pueden omitir: { $codes }
    }
site_check-pattern = no se entiende el patrón: { $detail }
    .help = escriba una expresión regular entre comillas simples: `pattern = '[0-9]{"{"}8{"}"}-[0-9]'`; véase docs/checking.md
site_check-pattern_missing = la clase de datos personales `{ $kind }` no tiene `pattern`
    .help = indique cómo se escribe: `pattern = '[0-9]{"{"}8{"}"}-[0-9]'`; véase docs/checking.md

address_no-scheme = la dirección debe empezar con `https://`
address_wrong = esto no es una dirección web

## Valores de la configuración, las cabeceras y los vocabularios

toml_syntax = esta línea no se puede leer: { $detail }
    .help = los textos van entre comillas dobles y las listas entre corchetes: `title = "…"`, `delegations = ["MX"]`
toml_syntax_unquoted = un texto debe ir entre comillas
    .help = póngalo entre comillas dobles: `title = "…"`; una lista va entre corchetes: `delegations = ["MX", "SV"]`
toml_syntax_unclosed-text = falta cerrar las comillas de este texto
    .help = ponga `"` al final; las comillas dentro del texto se escriben « » o `\"`
toml_syntax_unclosed-text-review = falta cerrar las comillas de este texto antes del comentario
    .help = ponga `"` aquí, antes de `{ $mark }`: si no, el comentario pasaría a ser parte del texto
toml_syntax_unopened-text = faltan las comillas antes de este texto
    .help = ponga `"` delante: `title = "…"`
toml_syntax_inner-quotes = el texto termina en sus segundas comillas
    .help = las comillas dentro de un texto se escriben « », o con un signo delante de cada una: `\"`
toml_syntax_list-quotes = en esta lista faltan unas comillas
    .help = cada texto de la lista va entre dos: `delegations = ["CR", "SV"]`
toml_syntax_backslash = dentro de un texto, `\` tiene otro significado
    .help = escriba `/` en los nombres de archivos, y `\\` donde quiera decir `\`
toml_syntax_boolean = `{ $value }` no es `true` ni `false`
    .help = escriba `{ $key } = true` (sí), en inglés y sin comillas; o quite la línea, que es lo mismo que `false` (no)
toml_syntax_key = `{ $key }` no puede ser una clave
    .help = una clave lleva letras sin tilde, números, `_` y `-`, sin espacios: `{ $meant }`
toml_syntax_head = `{ $name }` no puede ir así entre los corchetes
    .help = escriba `{ $head }`: minúsculas sin tilde, números, y guiones en lugar de espacios; lo que verán los lectores va debajo: `name = "…"`
toml_syntax_head-country = `{ $name }` no puede ir entre los corchetes: ahí va el código del país
    .help = escriba `{ $head }`, su código de dos letras (ISO 3166-1), y debajo: `name = "{ $name }"`
toml_syntax_unclosed-head = { $missing ->
        [yes] falta un `]`
       *[no] una línea que empieza con `[` no se escribe así
    }
    .help = escriba `{ $head }`, sola en su línea
toml_syntax_unclosed-braces = falta una llave `{"}"}`
    .help = póngala al final, en la misma línea: `name = {"{"} es = "…", en = "…" {"}"}`
toml_syntax_braces = lo que está entre las llaves no se puede leer
    .help = escriba claves y valores, con comas entre ellos: `name = {"{"} es = "…", en = "…" {"}"}`
toml_syntax_extra-comma = sobra una coma
    .help = entre dos valores va una sola coma: `delegations = ["MX", "SV"]`
toml_syntax_extra-equals = sobra un signo `=`
    .help = cada línea es una clave, un solo `=` y un valor; un texto que lleva `=` va entre comillas: `title = "…"`
toml_syntax_duplicate = esta clave está dos veces
    .help = quite una de las dos líneas
toml_syntax_duplicate-in-table = `{ $key }` está dos veces debajo de `{ $table }`
    .help = si esta línea, y otras que siguen, se refieren a todo el informe, como el día de la reunión: súbalas, encima de la primera línea que empieza con `[`. Si no, quite una de las dos
toml_syntax_duplicate-table = ya hay un `{ $table }` en la línea { $line }
    .help = suba hasta allí las líneas que están debajo de esta, y borre esta; si las dos tablas dan una lista a la misma clave, haga de las dos una sola
toml_syntax_no-equals = falta el signo `=` después de la clave
    .help = cada línea es una clave, `=` y un valor: `title = "…"`
toml_syntax_no-value = falta el valor después del signo `=`
    .help = escríbalo, por ejemplo `title = "…"`, o quite la línea
toml_syntax_date = esta fecha no existe o está mal escrita
    .help = una fecha es año-mes-día: `{ $line }`
toml_syntax_date-in-words = una fecha no se escribe así
    .help = escriba { $lines }: año-mes-día, sin comillas
toml_syntax_unclosed-list = falta cerrar la lista
    .help = ponga `]` al final: `delegations = ["MX", "SV"]`
toml_syntax_no-comma = falta una coma entre dos valores de la lista
    .help = sepárelos: `delegations = ["MX", "SV"]`
toml_syntax_left-over = sobra algo después del valor
    .help = escriba una clave y un valor por línea; un texto va entre comillas, una lista entre corchetes
yaml_syntax = esto no es YAML: { $detail }
    .help = cada línea es `clave: valor`; un texto que lleva dos puntos va entre comillas
yaml_syntax_unclosed-list = falta cerrar la lista
    .help = ponga `]` al final: `delegations: [MX, SV]`
yaml_syntax_colon = un texto que lleva dos puntos debe ir entre comillas
    .help = póngalo entre comillas dobles: `title: "Primera: apertura"`
yaml_syntax_quote = falta una comilla, o algo sigue a la que cierra
    .help = ponga todo el valor entre dos comillas, y escriba las de dentro como ' entre " o como " entre '
yaml_syntax_tab = hay una tabulación donde YAML solo admite espacios
    .help = sustitúyala por espacios: las líneas que van juntas se sangran con el mismo número de ellos
yaml_syntax_backslash = el texto entre comillas tiene una `\` que no significa nada
    .help = escriba `\\`, o ponga el texto entre comillas simples (')
yaml_syntax_sign = el valor empieza con un signo que en YAML significa otra cosa
    .help = póngalo entre comillas dobles: `title: "@consejo"`; así con @, `, %, *, & y !
yaml_syntax_bracket = un corchete o una llave no se cierra, o se cierra con otro
    .help = escriba una lista como `[MX, SV]`, y un texto con corchetes entre comillas dobles

date-from_name = del nombre del archivo
date-from_folders = de los nombres de sus carpetas y del archivo
date-from_title = del título
date-from_text = de una línea de su cabecera
kind_text = un texto
kind_number = un número
kind_boolean = `true` o `false`
kind_date = una fecha
kind_list = una lista
kind_table = una tabla
expected_number = un número de 0 a { $max }
expected_date = una fecha como `2017-06-21`
expected_texts = una lista de textos
expected_texts-example = una lista de textos como `["MX", "SV"]`
expected_text-by-language = un texto para cada idioma
expected_localized = un texto, o una tabla con un texto para cada idioma
expected_localized-lists = una lista de textos, o una para cada idioma
expected_point = un punto como `"9-b"`
expected_anchor = un ancla de este informe
expected_access = `public` o `restricted`
expected_language-name = el nombre del idioma en ese mismo idioma
expected_raw-html = `sanitise` o `keep`
expected_active-files = `as-text` o `keep`
expected_web-address = una dirección que empiece por `https://`
expected_social-images = `languages`, `reports` o `none`
expected_one-of = uno de estos: { $values }

## Cabeceras

front-matter_unclosed = la cabecera no tiene fin
    .help = agregue una línea `{ $fence }` después de su última clave
front-matter_unopened = falta la línea `{ $fence }` al principio del archivo
    .help = escriba `{ $fence }`, sola, en una línea antes de esta
front-matter_unopened_no-fences = estas líneas parecen una cabecera, pero no hay `{ $fence }` antes ni después de ellas
    .help = escriba `{ $fence }`, sola, en una línea antes de esta, y otra vez en una línea después de la última (la línea { $line }): si no, se publicarían como parte del texto
front-matter_unopened_miswritten = la cabecera empieza con `{ $fence }`, no con `{ $found }`
    .help = escriba `{ $fence }` en lugar de esta línea, y mire que haya otra línea `{ $fence }` después de la última clave
front-matter_unopened_stray = hay algo encima de la cabecera
    .help = la cabecera empieza con el `{ $fence }` de la línea { $line }: borre lo que está encima, o bájelo al texto
front-matter_unopened_draft = esta línea va en la cabecera, no en el texto
    .help = súbala al principio del archivo, entre las dos líneas `{ $fence }`; si no, el informe se publicaría
front-matter_unopened_early = la cabecera termina aquí, pero las líneas que siguen parecen parte de ella
    .help = borre esta línea, y mire que haya una línea `{ $fence }` después de la última clave
front-matter_review = el comentario `{ $mark }` ha pasado a ser parte de este texto
    .help = ponga las comillas que cierran el texto antes de `{ $mark }`, o borre desde `{ $mark }` hasta el final del comentario
front-matter_none = el informe no tiene cabecera: { $known ->
        [title-and-date] el título y la fecha se toman de su encabezado, su texto y su nombre
        [title] el título se toma de su encabezado o de su nombre, y no tiene fecha
        [date] la fecha se toma de su nombre, y no tiene título
       *[nothing] no tiene título ni fecha
    }
    .help =
        empiece el archivo con:
        +++
        title = "{ $title }"
        date = { $date }
        +++
front-matter_missing = falta `{ $key }` en la cabecera
    .help = agregue una línea `{ $line }` entre las líneas `{ $fence }`; si ya está con un `#` delante, quite el `#` y complétela
front-matter_unknown-key = { site_unknown-key }
    .help = { site_unknown-key.help }
front-matter_unknown-key_in-table = { site_unknown-key_in-table }
    .help = { site_unknown-key_in-table.help }
front-matter_wrong-value = { site_wrong-value }
    .help = { site_wrong-value.help }
front-matter_wrong-value_date = `{ $key }` debe ser una fecha como `2017-06-21`, no `{ $found }`
    .help = escriba { $lines }, sin comillas
front-matter_wrong-value_empty = `{ $key }` está vacío
    .help = escriba el día, como `{ $line }`, o borre la línea
front-matter_session = `{ $session }` se muestra tal cual en todos los idiomas del sitio
    .help = escriba `session = "{ $meant }"`: así cada idioma muestra su propia palabra. Las clases que la tienen son { $kinds }; cualquier otro texto se muestra como está
front-matter_wrong-value_choice = `{ $value }` no es un valor de `{ $key }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? `{ $key }` es uno de estos: { $choices }
       *[no] `{ $key }` es uno de estos: { $choices }
    }
front-matter_place = `{ $place }` no es un valor de `{ $key }`
    .help = escriba la ciudad y el país con las claves `city` (`ciudad`) y `country` (`país`); `{ $key } = "virtual"` dice que la reunión no fue en ninguna ciudad
front-matter_place_city = la reunión fue virtual, y también en `{ $city }`
    .help = quite esta línea o la de la ciudad
front-matter_same-key_twice = `{ $key }` está dos veces
    .help = borre una de las dos líneas; hasta entonces vale la primera
front-matter_same-key = `{ $second }` y `{ $first }` son la misma clave, `{ $key }`
    .help = quite una de las dos líneas
front-matter_slug = `{ $slug }` no puede formar parte de una dirección
    .help = escriba `slug = "{ $plain }"`
front-matter_restricted = el informe es reservado (`restricted`) y no debe publicarse
    .help = saque el archivo de la carpeta de contenido; este sitio es público
front-matter_left-out = { load_left-out }: no se sabe si puede publicarse
    .help = { load_left-out.help }
front-matter_language = el sitio no tiene ningún idioma `{ $language }`
    .help = el archivo se toma por uno de otro; los idiomas del sitio son { $known }. Añádalo a `site.toml`: `[languages]` y una línea `{ $code } = "…"`
front-matter_date-taken = el día de la reunión, { $date }, se toma { $from }
    .help = si es otro, escriba `date` en la cabecera
front-matter_date-differs = el día de la reunión es { $date } según lo que se toma { $from }, y { $other } según lo que se lee { $elsewhere }
    .help = se usa { $date }; escriba `date` en la cabecera para decir cuál es
front-matter_dates = esta fecha ({ $date }) es anterior a la reunión ({ $meeting })
    .help = indica cuándo se modificó el informe mismo
front-matter_dates_backwards = la reunión termina ({ $end }) antes de empezar ({ $date })
    .help = `end_date` es el último día de la reunión; quítelo si duró un solo día
front-matter_correction = una corrección necesita una fecha (`date`) y un texto (`what`)
    .help =
        escriba debajo de las demás claves:
        {"[[corrections]]"}
        date = 2017-09-01
        what = "…"
front-matter_no-corrections = el informe está corregido (`corrected`), pero no dice qué se corrigió
    .help = agregue una tabla `[[corrections]]` con `date` y `what`
front-matter_withdrawal = `withdrawal` dice por qué se retiró el informe, pero su estado (`status`) es otro
    .help = escriba `status = "withdrawn"`, o quite `withdrawal`
front-matter_alias = `{ $address }` no es una dirección de este sitio
    .help = escriba una dirección anterior desde la raíz del sitio, como `/informes/2017/san-salvador/`
front-matter_anchor = `{ $anchor }` no es un ancla
    .help = escríbala como figuraba en la dirección: `anchors = {"{"} p9 = "p8" {"}"}`
front-matter_anchor_in-use = `{ $anchor }` sigue siendo un ancla de este texto
    .help = un ancla anterior es una que ya no corresponde a ningún punto ni encabezado
front-matter_anchor_of-page = `{ $anchor }` es una parte de todas las páginas, así que ningún texto puede tenerla
    .help = quite esta línea: una dirección con `#{ $anchor }` lleva a la página
front-matter_anchor_unknown = `{ $anchor }` no es un ancla de este texto
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`?
       *[no] indique el punto o encabezado que ocupa su lugar, como `p8`
    }
commitment_no-what = al compromiso le falta `what`
    .help = diga qué hay que hacer: `what = "…"`
follow-up_no-target = este `[[follow_up]]` no dice de qué da cuenta
    .help = diga el informe anterior y su acuerdo: `of = "2023-10-03-reunion#acuerdo-3"`; o el informe, y con `commitment = 2` cuál de sus compromisos
follow-up_missing = no hay ningún informe `{ $report }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? ponga el `id` de un informe publicado, o el nombre de su archivo sin idioma ni extensión
       *[no] ponga el `id` de un informe publicado, o el nombre de su archivo sin idioma ni extensión
    }
follow-up_missing_point = el informe `{ $report }` no tiene ningún punto o acuerdo `{ $point }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? ponga tras `#` lo que lleva ahí su dirección: `acuerdo-3`, `p9-b`; de un compromiso, diga cuál con `commitment = 1`
       *[no] ponga tras `#` lo que lleva ahí su dirección: `acuerdo-3`, `p9-b`; de un compromiso, diga cuál con `commitment = 1`
    }
follow-up_missing_part = este seguimiento no dice qué acuerdo o compromiso de `{ $report }`
    .help = ponga tras el informe lo que lleva su dirección: `of = "{ $report }#acuerdo-3"`; o `commitment = 1`
follow-up_missing_commitment = el informe `{ $report }` no tiene ningún compromiso { $commitment }
    .help = su cabecera tiene { $count }; el primero es el 1
commitment_state = `{ $value }` no es el estado de un compromiso
    .help = { front-matter_wrong-value_choice.help }

## Textos y vocabularios

numbering_restart = aquí la numeración vuelve a empezar: estos puntos no tienen dirección propia
    .help = numere de corrido hasta el final, o diga qué listas son puntos: `points = true` (la primera) o `points = false`
numbering_restart_twins = hay dos puntos { $number } (líneas { $first } y { $second }) y ninguno { $missing }
    .help = compare con el original: este es probablemente el punto { $missing }. Mientras dos tengan el mismo número, ningún punto tiene dirección propia
vocabulary_review = { front-matter_review }
    .help = { front-matter_review.help }
vocabulary_unknown-key = { site_unknown-key }
    .help = { site_unknown-key.help }
vocabulary_unknown-key_in-table = { site_unknown-key_in-table }
    .help = { site_unknown-key_in-table.help }
vocabulary_no-name = `{ $key }` de `{ $id }` { $blank ->
        [yes] está vacío
       *[no] es `{ $text }`, que no es un nombre
    }
    .help = escriba entre las comillas lo que verán los lectores: { $key ->
        [acronym] `acronym = "AG"`; si no tiene siglas, quítelo
       *[name] `name = "Asamblea General"`
    }
vocabulary_wrong-value = { site_wrong-value }
    .help = { site_wrong-value.help }
vocabulary_wrong-value_term = `{ $id }` no es un término
    .help = un término es una tabla: `[tricamex]`, y debajo su `name`, `acronym`, `variants` y `description`
vocabulary_wrong-value_act = `{ $id }` no es un tipo de acto
    .help = un tipo de acto es una tabla: `[thanks]`, y debajo su `name` y sus `verbs`
vocabulary_section = las actas no tienen una sección `{ $section }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `[{ $meant }]`? las secciones son { $known }
       *[no] las secciones son { $known }
    }
vocabulary_no-verbs = el tipo de acto `{ $id }` no tiene verbos
    .help = diga cómo se reconoce: `verbs = {"{"} es = ["agradecer"], en = ["thank"] {"}"}`
vocabulary_same-slug = las páginas de `{ $first }` y `{ $second }` tendrían la misma dirección
    .help = dé a una de las dos otro `slug`

## El sitio en conjunto

vocabulary_ambiguous-term = `{ $term }` puede ser más de un término de `{ $key }`
    .help = escriba el que quiere decir: { $ids }
vocabulary_unknown-term = `{ $term }` no está en el vocabulario de `{ $key }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? si es nuevo, agregue `[{ $id }]` a `{ $file }`{ $renamed ->
            [yes] {" "}y escriba aquí `{ $id }`
           *[no] {""}
        }
       *[no] agregue estas dos líneas al final de `{ $file }`{ $renamed ->
            [yes] {" "}y escriba aquí `{ $id }`
           *[no] {""}
        }:
            {"["}{ $id }]
            name = "{ $term }"
    }
vocabulary_unknown-term_list = { vocabulary_unknown-term }: hay varios en un solo texto
    .help = escríbalos como lista, entre corchetes y cada uno entre comillas: `{ $list }`
vocabulary_unknown-term_country = { vocabulary_unknown-term }
    .help = un país se indica con su nombre o con su código de dos letras (ISO 3166-1): ¿quiso escribir `{ $code }`?
vocabulary_unknown-term_country-new = { vocabulary_unknown-term }
    .help =
        un país se indica con su nombre o con su código de dos letras (ISO 3166-1): escriba `{ $code }`, y agregue estas dos líneas al final de `{ $file }`:
        {"["}{ $code }]
        name = "{ $name }"
vocabulary_unknown-term_no-country = { vocabulary_unknown-term }
    .help = un país se indica con su nombre o con su código de dos letras (ISO 3166-1), como `SV`; los que se conocen están en `{ $file }`
front-matter_no-file = no existe el archivo `{ $file }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? los nombres parten de la carpeta del informe
       *[no] póngalo junto al informe y escriba su nombre tal cual, con su extensión
    }
front-matter_no-point = el informe no tiene el punto `{ $point }`
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? los puntos se nombran como `4` o `9-b`
       *[no] nombre el punto como en su dirección: `4`, `9-b`
    }
front-matter_unknown-act = `{ $act }` no es un tipo de acto
    .help = { $suggestion ->
        [yes] ¿quiso escribir `{ $meant }`? los tipos están en `vocabulary/acts.toml`
       *[no] los tipos están en `vocabulary/acts.toml`; agregue ahí `[{ $id }]`
    }
model_held-back = el informe queda reservado hasta el { $date }
    .help = indique con qué fecha se genera el sitio: `actas build --date 2026-11-24`
model_withdrawn-elsewhere = se retiró en `{ $file }`, pero aquí, en otro idioma, sigue publicado, con los archivos que ofrece
    .help = si debe desaparecer del todo, ponga también aquí `status = "withdrawn"` y `[withdrawal]`, y quite las líneas `source` y `attachments`
model_original-held-back = el original, `{ $file }`, todavía no se publica, pero esta traducción sí
    .help = agregue aquí también `draft = true` (o el mismo `publish_after`) al principio, o publique el original
model_misnamed = el nombre de este archivo no dice su idioma, y se publica como un documento más; ¿es la traducción de `{ $other }`?
    .help = si lo es, póngale el nombre `{ $name }`
model_misnamed_copy = este archivo parece una copia de `{ $other }`, y se publica como un documento más
    .help = bórrela o guárdela fuera de la carpeta `content`; si es una traducción, póngale un nombre que termine en su idioma, como `.en.md`
model_same-address = dos archivos tienen la dirección `{ $address }`
    .help = el otro es `{ $file }`; cambie el nombre de uno de los dos, o dele otro `slug`
model_same-address_apart = dos archivos tienen la dirección `{ $address }`
    .help = el otro es `{ $file }`, que la conserva; este se publica en `{ $now }`. Cambie el nombre de uno de los dos, o dele otro `slug`
model_same-address_withdrawn = otro archivo tiene la dirección `{ $address }` de este informe retirado
    .help = si lo reemplaza, elimine este archivo; si no, dé al otro un `slug` distinto
model_same-id = dos archivos del mismo idioma tienen el `id` `{ $id }`
    .help = el otro es `{ $file }`; solo las traducciones de un mismo informe comparten el `id`
model_same-alias = dos archivos tienen la dirección anterior `{ $address }`
    .help = el otro es `{ $file }`; déjela solo en el archivo al que deben llegar los lectores
model_same-alias_twice = la dirección anterior `{ $address }` está dos veces
    .help = quite una de las dos
model_alias-in-use = la dirección anterior `{ $address }` está en uso
    .help = el sitio mismo genera una página o un archivo con esta dirección; quítela de aquí
model_alias-in-use_own = la dirección anterior `{ $address }` está en uso
    .help = es la dirección de este mismo archivo; quítela
model_alias-in-use_file = la dirección anterior `{ $address }` está en uso
    .help = la ocupa ahora `{ $owner }`; quítela de aquí, o dé a ese archivo otro `slug`
link_empty = el enlace no lleva a ninguna parte
    .help = escriba la dirección entre los paréntesis
link_scheme = el enlace empieza con `{ $scheme }:`, que no está permitido
    .help = los enlaces empiezan con `https:` o `mailto:`, o nombran un archivo de este sitio
link_picture = la imagen `{ $address }` está en otro sitio: se muestra como enlace
    .help = ponga la imagen junto al informe; o nombre el otro sitio en site.toml: `[security] img_src = ["https://…"]`
link_outside = `{ $link }` está fuera de la carpeta de contenido
    .help = enlace con un archivo que esté dentro de ella; si la carpeta está publicada en la web, `repository` de `site.toml` dice dónde
link_broken = no existe el archivo `{ $file }`
    .help = ponga el archivo en su lugar o corrija el nombre; los enlaces parten de la carpeta de este archivo, como `2017-06-21-san-salvador.es.md`
link_broken_withheld = `{ $file }` no está publicado
    .help = publíquelo, o quite el enlace: los lectores no encontrarían nada
link_no-anchor = `{ $file }` no tiene el lugar `#{ $anchor }`
    .help = los puntos son `#p8` o `#p9-b`; por ahora el enlace lleva al principio
link_more = { $count ->
        [one] un enlace más de este archivo no lleva a ninguna parte
       *[other] { $count } enlaces más de este archivo no llevan a ninguna parte
    }
    .help = corrija los primeros y genere el sitio de nuevo

## Lo que `actas check` encuentra además de lo que dice una construcción

check_untranslated = el documento no está traducido: { $languages }
    .help = ponga la traducción al lado como `{ $file }`, o dele `id = "{ $id }"` si tiene otro nombre; si no se va a traducir, agregue al final de `site.toml` (si ya hay ahí un `[check]`, ponga dentro de él lo que sigue, y junte las listas):
        {"["}check]
        ignore = {"["}"check::untranslated"]
check_translation = `{ $key }` es aquí `{ $here }` y en `{ $original }`, `{ $there }`
    .help = averigüe cuál es el correcto y escríbalo en los dos archivos
check_translation_value-missing = `{ $key }` es `{ $there }` en `{ $original }` y falta aquí
    .help = agréguelo aquí o quítelo de allí
check_translation_value-added = `{ $key }` es aquí `{ $here }` y falta en `{ $original }`
    .help = agréguelo allí o quítelo de aquí
check_translation_terms = `{ $key }` no dice lo mismo que en `{ $original }`: { check-difference }
    .help = una reunión es la misma en todos los idiomas: ponga lo mismo en los dos archivos
check_translation_corrections = las correcciones no son las de `{ $original }`: { check-difference }
    .help = corrija el texto en los dos idiomas y agregue en los dos archivos las mismas `[[corrections]]` con sus fechas
check_translation_copy = el texto es el mismo que el de `{ $original }`: ¿falta traducirlo?
    .help = tradúzcalo; hasta entonces agregue `draft = true` al principio
check_translation_points = los puntos no son los de `{ $original }`: { check-difference }
    .help = compare los dos textos: puede faltar un punto o llevar otro número
check_translation_commitments = los compromisos no son los de `{ $original }`: { check-difference }
    .help = ponga en los dos archivos el mismo `point`, `due` y `state` a cada uno de los `[[commitments]]`, y un `when` en los dos o en ninguno
check_translation_follow-up = el seguimiento de informes anteriores no es el de `{ $original }`: { check-difference }
    .help = ponga en los dos archivos el mismo `of`, `commitment`, `state` y `due` a cada uno de los `[[follow_up]]`
check-difference = { $which ->
        [missing] { $missing }
        [added] { $added }
       *[both] { $missing }; { $added }
    }
check-difference-missing = { $values }{ $more ->
        [0] {""}
       *[other] {" "}y { $more } más
    } { $count ->
        [one] está
       *[other] están
    } en ese archivo y { $count ->
        [one] falta
       *[other] faltan
    } en este
check-difference-added = { $values }{ $more ->
        [0] {""}
       *[other] {" "}y { $more } más
    } { $count ->
        [one] está
       *[other] están
    } en este archivo y { $count ->
        [one] falta
       *[other] faltan
    } en ese
check_heading = aquí hay un título `{ $level }` donde tocaba `{ $expected }`
    .help = escriba `{ $expected }`: quienes oyen la página se guían por los niveles
check_heading_several = hay { $count } títulos del primer nivel, `#`
    .help = deje uno como título del documento, o ninguno si ya está en la cabecera; los apartados empiezan con `##`
check_numbering = después del punto `{ $before }` viene el `{ $found }`: { $count ->
        [one] falta el { $missing }
       *[other] faltan { $missing }
    }
    .help = compare con el original: corrija el número, o agregue lo que falta. Si el original también se lo salta, no hace falta nada; para que no se lo recuerde, agregue al final de `site.toml` (si ya hay ahí un `[check]`, ponga dentro de él lo que sigue, y junte las listas):
        {"["}check]
        ignore = {"["}"check::numbering"]
check_numbering_sub-point = después del punto `{ $before }` viene `{ $found }`, pero { $count ->
        [one] falta { $missing }
       *[other] faltan { $missing }
    }: esto no se toma por un punto
    .help = compare con el original: corríjalo, o agregue lo que falta; las letras y los números romanos van seguidos
check_numbering_in-html = las líneas numeradas de aquí no se toman por puntos: el HTML sigue hasta la próxima línea en blanco
    .help = deje una línea en blanco después del HTML, antes del primer número
check_numbering_unread = las líneas numeradas del { $first } al { $last } no se toman por puntos: pueden ser años, o se toma otra lista
    .help = si son los puntos de este informe, escriba `points = true` en su cabecera; si no lo son, `points = false`, que también quita esta nota
check_agreements = { $count ->
        [one] un informe tiene
       *[other] { $count } informes tienen
    } puntos numerados y ningún acuerdo: { $files }{ $more ->
        [0] {""}
       *[other] {" "}y { $more } más
    }
    .help = si se decidió algo, póngale su rótulo (`Acuerdo 1: …`), escríbalo bajo un título `Acuerdos`, o dígalo en la cabecera, debajo de `[acts]`; si no se decidió nada, está bien así. Para no ver esta nota: `ignore = ["check::agreements"]` debajo de `[check]` en `site.toml`
check_image = la imagen no tiene descripción
    .help = diga entre los corchetes qué muestra: `![Las delegaciones en la apertura](…)`
check_image_tag = la imagen no tiene descripción
    .help = diga en su etiqueta qué muestra: `<img alt="Las delegaciones en la apertura" …>`, o `alt=""` si es solo un adorno
check_link-text = el enlace `{ $text }` no dice adónde lleva
    .help = haga el enlace de las palabras que lo nombran: `[el informe de 2017](…)`
check_link-text_none = el enlace no tiene texto
    .help = diga entre los corchetes adónde lleva: `[el informe de 2017](…)`
check_title = { $count ->
        [one] otro documento tiene también el título `{ $title }`
       *[other] otros { $count } documentos tienen también el título `{ $title }`
    }: { $files }
    .help = agregue lo que los distingue, como el año o la ciudad
check_date = el nombre del archivo dice { $named } y la cabecera, { $date }
    .help = corrija lo que no sea cierto; si cambia el nombre del archivo cambia su dirección: conserve la antigua en `aliases`
check_commitments = { $count ->
        [one] el texto dice un compromiso que no está en la cabecera
       *[other] el texto dice { $count } compromisos que no están en la cabecera
    }
    .help = mire si es cierto quién, qué y para cuándo, y ponga al final de la cabecera{ $more ->
        [0] {""}
       *[other] {" "}(los primeros; cuando estén se indicarán los otros { $more })
    }:
        { $lines }
check_review = { $count ->
        [one] en la cabecera queda un comentario `{ $mark }`
       *[other] en la cabecera quedan { $count } comentarios `{ $mark }`
    }
    .help = mire si es cierto lo que dice la línea, y borre desde `{ $mark }` hasta el final; así en todas
check_acronym = `{ $acronym }` no está en ningún vocabulario ({ $count ->
        [one] una vez
       *[other] { $count } veces
    } en { $files }{ $more ->
        [0] {""}
       *[other] {" "}y { $more } más
    })
    .help = diga qué es, con el nombre entero, al final del archivo que le toque en `content/vocabulary/`, por ejemplo `organizations.toml`; si no hace falta explicarla, admítala con `allow` en `[check]` de `site.toml`
        {"["}{ $id }]
        acronym = "{ $acronym }"
        name = "{ $name }"
check_acronym_more = { $count ->
        [one] otra sigla no está
       *[other] otras { $count } siglas no están
    } en ningún vocabulario: { $acronyms }
    .help = diga qué son en `content/vocabulary/`, empezando por las más usadas
check_personal-data = esto parece { $kind }: `{ $found }`
    .help = quítelo si es de una persona; si puede ser público, agregue al final de `site.toml`, con el dato entero y sin asteriscos (si ya hay ahí un `[check]`, ponga dentro de él lo que sigue, y junte las listas):
        {"["}check]
        allow = {"["}"…"]
check_personal-data_file = `{ $file }`, que se ofrece para descargar, contiene lo que parece { $kind }: `{ $found }`{ $more ->
        [0] {""}
        [one] {" "}y un dato más
       *[other] {" "}y { $more } datos más
    }
    .help = quítelo en ese archivo y guárdelo, o quite la línea que lo ofrece; si puede ser público, póngalo entero y sin asteriscos en `allow`, bajo `[check]`, en `site.toml`
check_external = `{ $address }` no lleva a ninguna parte: { $reason } ({ $count ->
        [one] una vez
       *[other] { $count } veces
    }, en { $files })
    .help = averigüe dónde está ahora la página, o enlace una copia de <https://web.archive.org/>
check_external_unverified = no se pudo comprobar `{ $address }`: { $reason }
    .help = ábralo en un navegador; si está bien, no hay que hacer nada
check_external_offline = no se pudo comprobar ninguno de { $count } enlaces a otros sitios: ningún servidor respondió
    .help = vea que este equipo tenga conexión y vuelva a intentarlo
check_cache = no se puede leer la lista de enlaces que respondieron, `{ $file }`; se pregunta de nuevo por todos
    .help = no hay que hacer nada: el archivo se escribe de nuevo
check_cache_unwritten = no se puede escribir la lista de enlaces que respondieron, `{ $file }`: { $problem }
    .help = vea que pueda escribir allí; mientras tanto se pregunta cada vez por todos los enlaces

external_status = el servidor responde { $status }
external_no-host = nadie conoce ese servidor
external_slow = no respondió a tiempo
external_redirects = redirige una y otra vez
external_certificate = la conexión no es segura
external_no-connection = el servidor no responde
external_other = { $detail }

rule_check-untranslated = Documentos sin traducir
rule_check-translation = Traducciones que no dicen lo mismo que su original
rule_check-numbering = Números de puntos que faltan
rule_check-heading = Títulos en desorden
rule_check-image = Imágenes sin descripción
rule_check-link-text = Enlaces que no dicen adónde llevan
rule_check-title = Títulos que comparten varios documentos
rule_check-date = Fechas que no son las del nombre del archivo
rule_check-acronym = Siglas que ningún vocabulario explica
rule_check-personal-data = Lo que parece un dato personal
rule_check-external = Enlaces a otros sitios que no llevan a ninguna parte
rule_check-cache = La lista de enlaces que respondieron
## Archivos que se publican

html_removed = este HTML no se publica entero: se omite { $names }
    .help = escriba enlaces e imágenes como en Markdown: `[texto](archivo.md)`, `![descripción](imagen.png)`; un sitio que confía en quienes escriben conserva todo el HTML con `[security] raw_html = "keep"` en site.toml
text_nesting = hay citas, listas o elementos unos dentro de otros más de { $most } veces: lo que está más adentro se publica sin ellos
    .help = cierre lo que está abierto – `</div>`, `</ul>`, `</b>` – o deje menos `>` y `-` al comienzo de la línea; no se pierde ninguna palabra
attachment_active = los navegadores podrían ejecutar scripts de este archivo: se publica como texto, `{ $name }`
    .help = publique mejor un PDF o una imagen; un sitio que confía en sus archivos lo publica tal cual con `[security] active_files = "keep"` en site.toml
attachment_active_drawing = esta imagen tiene `{ $part }`, que puede hacer más que dibujar: se publica como texto, `{ $name }`
    .help = guarde la imagen como «SVG plano» o «SVG optimizado», sin scripts ni enlaces, o como PNG; un sitio que confía en sus archivos la publica tal cual con `[security] active_files = "keep"` en site.toml
attachment_active_left-out = `{ $file }` no se publica: se llama como una página, pero no lo es
    .help = publique mejor un PDF o una imagen
attachment_unlisted = los archivos que terminan en `.{ $ending }` no se publican tal cual: este se publica como texto, `{ $name }`
    .help = publique mejor un PDF, un documento de oficina, una imagen, un sonido, un video o un archivo zip; o haga que se publiquen tal cual con `[security] attachment_endings = ["{ $ending }"]` en site.toml
attachment_unlisted_left-out = `{ $file }` no se publica: solo se publican PDF, documentos de oficina, imágenes, sonido, video, archivos zip y textos
    .help = publíquelo como PDF, o dentro de un archivo zip; o haga que se publiquen con `[security] attachment_endings = ["{ $ending }"]` en site.toml
attachment_no-ending = el nombre de este archivo no tiene terminación: se publica como texto, `{ $name }`
    .help = dele la terminación de lo que es, como `.pdf` o `.txt`
attachment_no-ending_left-out = `{ $file }` no se publica: su nombre no tiene terminación, y no es un texto
    .help = { attachment_no-ending.help }
attachment_server = algunos servidores web ejecutan los archivos que terminan en `.{ $ending }`, o leen ajustes de ellos: este se publica como texto, `{ $name }`
    .help = si hace falta el archivo mismo, publíquelo dentro de un archivo zip
attachment_server_left-out = `{ $file }` no se publica: algunos servidores web ejecutan los archivos que terminan en `.{ $ending }`
    .help = { attachment_server.help }
attachment_mismatch = el nombre de este archivo termina en `.{ $ending }`, pero contiene otra cosa: se publica como texto, `{ $name }`
    .help = ábralo en el programa con que se hizo, y guárdelo de nuevo como lo que dice su nombre
attachment_mismatch_left-out = `{ $file }` no se publica: su nombre termina en `.{ $ending }`, pero contiene otra cosa
    .help = dele la terminación de lo que es; o ábralo en el programa con que se hizo, y guárdelo de nuevo como lo que dice su nombre
attachment_same-name = algunos equipos toman `{ $file }` y `{ $other }` por el mismo archivo
    .help = dé otro nombre a uno de los dos, y corrija los enlaces
output_path = `{ $path }` tiene `{ $character }`, que algunos sistemas no admiten en los nombres
    .help = cambie el nombre del archivo, y corrija los enlaces; o dé otro `slug` al informe o al término de esta dirección. Las carpetas de términos lo tienen en site.toml, las demás en `[paths]` del tema
output_path_length = `{ $path }` tiene una parte sin nombre, o un nombre de más de 255 bytes
    .help = { output_path.help }
output_path_end = un nombre de `{ $path }` empieza con un espacio, o termina con un espacio o un punto, que algunos sistemas quitan
    .help = { output_path.help }
output_path_device = `{ $path }` tiene un nombre que Windows reserva para un dispositivo
    .help = { output_path.help }
output_path_outside = `{ $path }` lleva fuera de la carpeta
    .help = { output_path.help }
output_same-path = algunos equipos toman las direcciones `{ $first }` y `{ $second }` por la misma
    .help = { output_path.help }

## Documentos para otros buscadores

export_large = el documento de `{ $address }` tiene { $megabytes } MB, más de lo que algunos servidores aceptan en una petición
    .help = divida el pasaje con títulos o puntos; o suba el límite del servidor (`http.max_content_length`, `ingest_api.content_length_limit`)

## Themes and pages

theme_no-language = el tema no tiene textos para `{ $language }`
    .help = traduzca el archivo `{ $fallback }` del tema y guárdelo como `themes/…/{ $file }`; por ahora se muestra en inglés
theme_strings = no se pueden leer los textos del tema: { $detail }
    .help = corrija el archivo; los textos van entre comillas dobles: `search = "…"`
theme_template = hay un error en las plantillas del tema: { $detail }
    .help = véase docs/theme.md, o quite `theme` de site.toml para usar el tema incluido
theme_template_rendering = no se puede generar la página de `{ $page }`: { $detail }
    .help = { theme_template.help }
theme_social = no se puede leer la configuración de imágenes del tema: { $detail }
    .help = véase `[social]` en docs/theme.md, o prescinda de las imágenes con `[social] images = "none"` en site.toml
theme_social_no-file = el tema no tiene el archivo `{ $file }`
    .help = { theme_social.help }
theme_social_no-font = `{ $file }` no es una fuente TrueType ni OpenType
    .help = { theme_social.help }
theme_social_colour = `{ $key }` debe ser un color como `{ $example }`, no `{ $value }`
    .help = { theme_social.help }
social_letter = las fuentes del tema no tienen `{ $letter }`: las imágenes que lo llevan se omiten
    .help = agregue al tema una fuente TrueType que lo tenga e indíquela ahí: `[social]`, `bold = "fonts/….ttf"`

## Direcciones duraderas: urls.lock

lock_version = `{ $line }` es una versión desconocida de este archivo
    .help = lo escribió otra versión de actas; use esa, o una más reciente
lock_version_header = la primera línea no es `{ $header }`
    .help = recupere el archivo del control de versiones, o elimínelo y ejecute `actas lock`
address_long = `{ $text }` es demasiado largo para una dirección, que tiene `{ $slug }` en su lugar
    .help = un término o `slug` de pocas palabras se puede leer y compartir; el nombre completo de un término va en el `name` de un vocabulario
lock_conflict = quedaron sin combinar dos versiones de este archivo
    .help = quite las líneas con `<<<<<<<`, `=======` y `>>>>>>>`, conserve todas las demás y ejecute `actas lock`
lock_line = esta línea no es una dirección con sus anclas
    .help = debe ser como `/informes/2017/ #p1 #p2`; el archivo lo escribe `actas lock`
lock_address = la dirección `{ $address }` se publicó y ya no existe
    .help = agregue { $suggestion ->
        [yes] en `{ $meant }`, o en lo que ocupa su lugar,
       *[no] en la página que ocupa su lugar
    } la línea `aliases = ["{ $address }"]`; un informe que se retira lleva `status = "withdrawn"`; una dirección que nadie necesita se quita de este archivo
lock_anchor = el ancla `#{ $anchor }` de `{ $address }` se publicó y ya no existe
    .help = restablezca el punto o el encabezado, o diga en { $source ->
        [known] `{ $file }`
       *[unknown] el archivo
    } qué ocupa su lugar: `anchors = {"{"} "{ $anchor }" = "{ $suggestion ->
        [yes] { $meant }
       *[no] …
    }" {"}"}`
lock_more = { $count ->
        [one] ya no existe una dirección o un ancla más
       *[other] ya no existen { $count } direcciones o anclas más
    }
    .help = corrija las primeras y genere el sitio de nuevo

## Archivos y carpetas que no se pueden usar

io_no-folder = no existe la carpeta `{ $path }`
    .help = revise cómo está escrito; con `--site` se indica la carpeta en la que está `site.toml`
io_read = no se puede leer `{ $path }`: { $detail }
io_write = no se puede escribir `{ $path }`: { $detail }
io_no-name = `{ $path }` no nombra una carpeta
io_is-a-file = `{ $path }` es un archivo, no una carpeta
    .help = indique otra carpeta con `--output`, o mueva el archivo
io_link-around = `{ $path }` es un enlace que no lleva a ninguna parte, o a una carpeta que lo contiene
    .help = haga que lleve a una carpeta propia, o indique otra con `--output`
io_in-use = otra ejecución de actas está escribiendo en `{ $path }`
    .help = espere a que termine y repita la orden
io_watch = no se puede vigilar la carpeta del sitio: { $detail }
io_port = no se puede usar el puerto { $port }: { $detail }; ¿hay otro `actas serve` en marcha? con `--port 0` se toma cualquiera que esté libre
io_epoch = SOURCE_DATE_EPOCH es `{ $value }`, que no es un número de segundos
    .help = indique los segundos desde el comienzo de 1970 en UTC, como `1767225600` (lo que muestra `date +%s`), o no defina la variable; `--date 2026-01-01` indica el día sin ella
reason_not-found = no existe ese archivo o carpeta
    .help = si se acaba de mover o borrar, repita la orden; si no, devuélvalo a su lugar o revise cómo está escrito su nombre
reason_denied = no tiene permiso
    .help = pida permiso sobre ese archivo y su carpeta a quien administra el equipo, o use otra carpeta
reason_full = el disco está lleno
    .help = libere espacio en ese disco, o use una carpeta de otro, y repita la orden; no se pierde nada de lo que había
reason_in-use = ya está en uso
io_no-source = `{ $path }` no es un archivo del que se haga el sitio
reason_folder = es una carpeta, no un archivo
reason_no-folder = un archivo lleva el nombre de una carpeta que hace falta ahí
reason_exists = ya existe uno con ese nombre
reason_read-only = en ese disco no se puede escribir
    .help = use una carpeta de otro disco
reason_name = el sistema no admite ese nombre: es demasiado largo o lleva caracteres no permitidos
reason_too-large = es demasiado grande
reason_link = es un enlace simbólico
    .help = ponga una carpeta en su lugar: no se escribe adonde lleva un enlace
reason_no-file = no es un archivo, sino una tubería, un socket o un dispositivo
    .help = ponga un archivo en su lugar

## Lo que muestran las órdenes

summary_found = { $errors ->
        [one] 1 error
       *[other] { $errors } errores
    }, { $warnings ->
        [one] 1 aviso
       *[other] { $warnings } avisos
    }
summary_more-kinds = y { $count } de { $kinds ->
        [one] otra clase
       *[other] otras { $kinds } clases
    }
summary_unfold = `--verbose` muestra los { $count } hallazgos, cada uno con su lugar; `--json` los da para programas
summary_unknown-keys = claves desconocidas: { $keys }{ $others ->
        [0] {""}
        [one] {" "}y otra
       *[other] {" "}y otras { $others }
    }
summary_places = { $place } y { $count } más en { $files ->
        [one] un archivo
       *[other] { $files } archivos
    }
summary_nothing-written = { summary_found }; no se escribió nada
summary_built =
    { $reports ->
        [one] un informe
       *[other] { $reports } informes
    }, { $passages ->
        [one] un pasaje
       *[other] { $passages } pasajes
    }, { $files ->
        [one] un archivo
       *[other] { $files } archivos
    }, en { $milliseconds } ms: { $folder }
summary_unchanged =
    nada ha cambiado: { $reports ->
        [one] un informe
       *[other] { $reports } informes
    }, { $passages ->
        [one] un pasaje
       *[other] { $passages } pasajes
    }, { $files ->
        [one] un archivo
       *[other] { $files } archivos
    }, revisados en { $milliseconds } ms: { $folder }
summary_drafts = { $drafts ->
        [one] Quedó fuera un borrador: se publica cuando se borra su línea `draft = true`.
       *[other] Quedaron fuera { $drafts } borradores: cada uno se publica cuando se borra su línea `draft = true`.
    }
summary_exported = informes: { $reports }, documentos: { $documents }: { $folder }
summary_load = Para cargarlos: sh "{ $script }" { $server }
    Un índice nuevo toma el lugar del anterior, que se borra con todo lo que se retiró desde entonces.
summary_locked = direcciones agregadas: { $addresses }, anclas agregadas: { $anchors }: { $file }
summary_checked =
    { $files ->
        [one] un archivo leído
       *[other] { $files } archivos leídos
    }{ $asked ->
        [yes] { $links ->
            [one] , un enlace a otros sitios
           *[other] , { $links } enlaces a otros sitios
        }
       *[no] {""}
    }: { summary_found }, { $notes ->
        [one] 1 nota
       *[other] { $notes } notas
    }
check-more = y { $count } más de `{ $code }`; `--verbose` muestra todo lo que hay y `actas check ARCHIVO`, todo lo de un archivo

## Lo que encuentra una búsqueda

search_no-language = el sitio no tiene informes en `{ $language }`
search_instead = se muestran resultados de { $to } en lugar de { $word }
search_beside = se muestran resultados de { $to } además de { $word }
search_also = { $words }: también se busca { $names }
search_absent = ningún informe tiene { $word }
search_without = sin: { $words }
search_apart = no en el mismo lugar: { $words }
search_unread = la pregunta es demasiado larga; no se ha buscado: { $words }
search_more = { $count ->
        [one] y 1 pasaje más
       *[other] y { $count } pasajes más
    }
search_found = { $reports ->
        [one] 1 informe
       *[other] { $reports } informes
    }, { $passages ->
        [one] 1 pasaje
       *[other] { $passages } pasajes
    }
search_found-at-least = al menos { search_found }

## Un sitio nuevo, un informe nuevo: preguntas y respuestas

dialogue_ended = la entrada terminó antes de la última respuesta
dialogue_yes-or-no = Conteste sí (s) o no (n), por favor.
dialogue_needed = Escriba algo, por favor; este dato es necesario.
dialogue_did-you-mean = «{ $typed }» no está en la lista. ¿Quiso decir «{ $near }»? (S/n)
dialogue_no-terminal = aquí no se puede preguntar, porque la entrada no es una terminal; añada `--yes`
init_welcome = Un archivo nuevo. Pulse Entrar para aceptar lo que está entre corchetes; todo se puede cambiar después en `site.toml`.
init_ask-title = ¿Cómo se llama el archivo?
init_ask-languages = ¿En qué idiomas, el principal primero?
init_ask-address = ¿Dónde se publicará? Una dirección, o el repositorio de GitHub como dueño/repositorio.
init_no-language = «{ $language }» no es un idioma; escriba códigos separados por comas, como: es, en
init_no-languages = nombre al menos un idioma, como: es
init_no-address = «{ $address }» no es una dirección; escriba https://… o dueño/repositorio
init_description = Informes de las reuniones: { $title }.
init_made =
    { $count ->
        [one] Se escribió un archivo en `{ $folder }`:
       *[other] Se escribieron { $count } archivos en `{ $folder }`:
    }
init_kept =
    { $count ->
        [one] Un archivo ya existía y se dejó como estaba:
       *[other] { $count } archivos ya existían y se dejaron como estaban:
    }
init_lacks-language = El programa no tiene textos en `{ $language }`: la interfaz saldrá en inglés mientras no haya un `themes/default/i18n/{ $language }.toml`, y no hay informe de demostración en ese idioma.
init_lacks-address = La dirección `{ $address }` es solo un ejemplo: ponga la verdadera en `site.toml` antes de publicar. En GitHub Pages lo hace el flujo de trabajo por su cuenta.
init_next = Ahora: `actas serve --open --site { $folder }` muestra el sitio. Lo demás está en `{ $guide }`.
new_ask-language = ¿En qué idioma está el informe ({ $languages })?
new_ask-title = ¿Cuál es el título del informe?
new_ask-date = ¿Qué día fue la reunión (el primero, si hubo varios), como año-mes-día?
new_ask-city = Ciudad
new_ask-country = País de la reunión
new_ask-body = Órgano que se reunió
new_ask-delegations = Países que participaron
new_ask-organizations = Organizaciones
new_ask-initiatives = Iniciativas
new_ask-topics = Temas
new_ask-session = Tipo de sesión
new_ask-status = Estado
new_ask-summary = Resumen en una o dos frases
new_ask-end_date = Último día de la reunión, como año-mes-día
new_ask-other = `{ $key }`
new_question-text =
    { $what }:{ $need ->
        [optional] {" "}(Entrar si no hay)
       *[other] {""}
    }
new_question-list =
    { $what }, con comas en medio:{ $need ->
        [optional] {" "}(Entrar si no hay)
       *[other] {""}
    }
new_question-one =
    { $what }: el número, o el nombre.{ $need ->
        [optional] {" "}(Entrar si no hay)
       *[other] {""}
    }
new_question-several =
    { $what }: números o nombres, con comas en medio.{ $need ->
        [optional] {" "}(Entrar si no hay)
       *[other] {""}
    }
new_add-term = «{ $term }» es nuevo. ¿Lo añado al vocabulario `{ $file }`? (S/n)
new_not-added = «{ $term }» no se añadió; elija otra vez, por favor.
new_no-country = Un país nuevo se escribe con su código de dos letras, como MX (ISO 3166-1), no «{ $term }».
new_ask-country-name = ¿Cómo se llama el país { $code }?
new_is-required = `site.toml` pide `{ $key }` en todos los informes.
new_only-one = `{ $key }` admite un solo valor.
new_no-date = «{ $date }» no es una fecha; escríbala como año-mes-día, por ejemplo 2025-03-12
new_no-language = el sitio no está en `{ $language }`; sus idiomas son { $languages }
new_unknown = `{ $key }` no tiene «{ $term }» en su vocabulario; añádalo allí primero
new_unknown-near = `{ $key }` no tiene «{ $term }» en su vocabulario; ¿quiso decir `{ $near }`?
new_missing = con `--yes` no se pregunta nada, y falta lo siguiente: { $options }
new_no-key = `--set` no puede dar `{ $key }`{ $suggestion ->
        [yes] : ¿quiso escribir `{ $meant }`?
       *[no] : la cabecera no tiene esa clave, o tiene varias líneas y se escribe en el archivo
    }
new_no-pair = `{ $text }` no es una clave con su valor; escríbalo como `body=junta`
new_exists = ya existe el archivo `{ $file }`; se dejó como estaba
new_unwritable = no se pudo escribir `{ $file }`: { $problem }
new_made = El informe está empezado en `{ $file }`. Es un borrador: borre la línea `draft = true` para publicarlo. `actas serve --open` lo muestra.
new_term-added = «{ $term }» se añadió a `{ $file }` como `{ $id }`.

## La vista previa

serve_ready = sirviendo { $url } – edite y guarde, la página se actualiza; Ctrl+C termina
serve_no-browser = no se pudo abrir el navegador: { $problem }
serve_built =
    { $reports ->
        [one] construido con un informe en { $ms } ms
       *[other] construido con { $reports } informes en { $ms } ms
    }
preview_label = Vista previa
preview_errors =
    { $count ->
        [one] Un error – se muestra el último sitio bueno
       *[other] { $count } errores – se muestra el último sitio bueno
    }
preview_warnings =
    { $count ->
        [one] 1 aviso
       *[other] { $count } avisos
    }
preview_held-back =
    { $count ->
        [one] 1 sin publicar
       *[other] { $count } sin publicar
    }
preview_title =
    { $count ->
        [one] 1 error
       *[other] { $count } errores
    }
preview_more =
    { $count ->
        [one] Y uno más: está en la terminal.
       *[other] Y { $count } más: están en la terminal.
    }
preview_draft = Borrador
preview_until = Desde el { $date }
preview_left-out = Fuera del sitio
preview_left-out-note = Esta página no se publica mientras su archivo no pueda leerse.
preview_draft-note = Esta página no se publica mientras su archivo diga `draft = true`.
preview_until-note = Esta página no se publica antes del { $date } (`publish_after`).
preview_place = { $file }, línea { $line }
preview_open = Abrir este archivo
preview_not-opened = no se pudo abrir `{ $file }`: { $problem }
preview_updated = Actualizada { $ms } ms después de guardar
preview_close = Cerrar

## La línea de comandos

cli = Convierte una carpeta de informes de reuniones en un archivo público con buscador.
cli_any_speech = El idioma en que habla el programa: es o en; si no se indica, el del sistema
cli_any_verbose = Decir todo lo que se halló, cada cosa con su lugar
cli_any_quiet = No decir nada más que los errores
cli_any_help = Mostrar esta ayuda
cli_any_version = Mostrar la versión
cli_any_site = La carpeta del sitio, con `site.toml` o simplemente con informes
cli_any_date = El día de la construcción, como 2026-11-24: se retienen los informes con un `publish_after` posterior; si no se indica, el día de SOURCE_DATE_EPOCH, si existe
cli_any_base_url = Dónde estará el sitio, como https://example.org/archivo/; se impone al `base_url` de `site.toml`
cli_any_yes = No preguntar nada: usar lo indicado y lo predeterminado
cli_build = Construir el sitio en una carpeta
cli_build_output = La carpeta en que se escribe; si no se indica, `public` en la carpeta del sitio
cli_build_timings = Decir cuánto tardó cada etapa
cli_build_json = Escribir como JSON los recuentos, los tiempos y lo que está mal
cli_build_strict = No construir nada si algo está mal en un documento
cli_build_no_cache = Construir aunque nada haya cambiado desde la última vez
cli_check = Buscar lo que conviene corregir antes de publicar
cli_check_files = Los archivos o carpetas de los que informar; si no se indica ninguno, todos
cli_check_format = Cómo se dice lo encontrado
cli_check_strict = Contar los avisos como errores: el estado es 1
cli_check_external = Preguntar a otros sitios si existen las páginas que los textos enlazan
cli_check_external_age = Durante cuántos días no se vuelve a preguntar por una página que existía
cli_serve = Mostrar el sitio en este equipo mientras se escribe: la vista previa
cli_serve_port = El puerto en 127.0.0.1; con 0, cualquiera que esté libre
cli_serve_open = Abrir el navegador
cli_serve_no_drafts = Mostrar el sitio como se publicaría: sin borradores ni informes retenidos
cli_serve_poll = Mirar los archivos cada poco, para carpetas de red que no avisan de los cambios
cli_search = Buscar en los informes, como lo haría el buscador del sitio
cli_search_query = Lo que se busca, como se escribiría en el buscador del sitio
cli_search_language = Buscar solo en los informes de este idioma, como `es`; si no se indica, en todos
cli_search_limit = Cuántos informes mostrar
cli_search_json = Escribir JSON
cli_lock = Anotar en `urls.lock` las direcciones que el sitio publica ahora, para que las próximas versiones las respeten
cli_export = Escribir los informes para otro buscador: los documentos y la configuración de un índice
cli_export_to = El buscador
cli_export_output = La carpeta en que se escribe
cli_import = Hacer informes de archivos de Word y otros documentos
cli_import_files = Los documentos: .docx, .odt, .html, .md, .txt, con Poppler .pdf y, con LibreOffice, .doc y .rtf
cli_import_output = La carpeta donde escribir, dentro de la del sitio; si no se indica, la de sus informes
cli_import_language = El idioma de los informes, como `es`; si no se indica, el de su texto
cli_import_name = El nombre del archivo del informe, sin idioma ni extensión; si no se indica, su fecha y su ciudad
cli_import_as_one = Hacer un solo informe también de un documento que parece contener varias actas
cli_import_json = Mostrar la cuenta de palabras en JSON
cli_init = Crear un sitio nuevo en una carpeta, listo para publicarse
cli_init_folder = La carpeta, que se crea si no existe
cli_init_title = El nombre del archivo
cli_init_languages = Sus idiomas con comas en medio, el principal primero, como es,en
cli_init_address = Dónde se publicará: una dirección, o un repositorio de GitHub como dueño/repositorio
cli_new = Empezar algo nuevo en el sitio
cli_new_report = Empezar un informe: pregunta lo que el sitio necesita y prepara el archivo
cli_new_report_title = El título
cli_new_report_date = El día de la reunión, como 2025-03-12
cli_new_report_language = El idioma del informe, como `es`
cli_new_report_city = La ciudad de la reunión
cli_new_report_country = El país de la reunión, por su código o su nombre
cli_new_report_values = Otra clave del encabezado, como `body=junta`; se puede repetir
cli_completions = Escribir en la salida estándar lo que completa una shell
cli_completions_shell = La shell
cli_man = Escribir las páginas de manual en una carpeta
cli_man_folder = La carpeta, que se crea si no existe
cli_usage = Uso
cli_commands = Comandos
cli_arguments = Argumentos
cli_options = Opciones
cli_options-word = OPCIONES
cli_value_command = COMANDO
cli_value_file = ARCHIVO
cli_value_format = FORMATO
cli_value_days = DÍAS
cli_value_name = NOMBRE
cli_value_dir = CARPETA
cli_value_date = FECHA
cli_value_url = URL
cli_value_lang = IDIOMA
cli_value_langs = IDIOMAS
cli_value_n = N
cli_value_port = PUERTO
cli_value_engine = BUSCADOR
cli_value_query = TEXTO
cli_value_shell = SHELL
cli_value_text = TEXTO
cli_value_address = DIRECCIÓN
cli_value_key-value = CLAVE=VALOR
cli_default = [predeterminado: { $values }]
cli_possible = [valores posibles: { $values }]
cli_man-name = NOMBRE
cli_man-synopsis = SINOPSIS
cli_man-description = DESCRIPCIÓN
cli_man-version = VERSIÓN

## Errores en la línea de comandos

usage_unknown-argument = no existe la opción `{ $argument }`
usage_unknown-argument-near = no existe la opción `{ $argument }`; ¿quiso decir `{ $near }`?
usage_unknown-command = no existe el comando `{ $command }`
usage_unknown-command-near = no existe el comando `{ $command }`; ¿quiso decir `{ $near }`?
usage_missing = falta lo siguiente: { $arguments }
usage_no-value = `{ $argument }` necesita un valor
usage_wrong-value = `{ $value }` no vale para `{ $argument }`
usage_wrong-value-of = `{ $value }` no vale para `{ $argument }`; es uno de: { $values }
usage_twice = `{ $argument }` solo se puede indicar una vez
usage_help = todo lo que hay: `{ $command } --help`

## Lo que dice una construcción

stage_load = Leyendo los archivos
stage_parse = Leyendo los informes
stage_model = Relacionando los contenidos
stage_render = Preparando las páginas y el índice de búsqueda
stage_addresses = Comprobando las direcciones
stage_publish = Escribiendo los archivos
stage_external = Consultando otros sitios
stage_import-read = Leyendo { $file }
stage_import-guess = Buscando título, fecha y lugar en { $file }
stage_import-points = Buscando los puntos de { $file }
stage_import-account = Contando las palabras de { $file }
stage_import-write = Escribiendo el informe de { $file }

## Importación de documentos

import-review = revisar
import-review-found = hallado en «{ $text }»
import-review-listed = los que figuran tras las palabras de participación: «{ $text }»
import-review-mentioned = mencionados en el texto: { $text }
import-review-date-unclear = «{ $text }» puede ser { $first } o { $second }; escriba aquí la fecha y quite el primer #
import-review-date-order = hallado en «{ $text }»; cuál de los números es el mes lo dicen las demás fechas del documento
import-review-date-file = hallado en «{ $text }»; podría ser también { $later }, pero el archivo se modificó por última vez el { $changed }
import-review-date-country = hallado en «{ $text }»; el día va primero, como en el inglés del documento ({ $language })
import-review-date-front = hallado en «{ $text }»; las líneas para programas de encima del texto dicen { $other }, que puede ser cuándo se publicó
import-review-date-year = hallado en «{ $text }», y el año en «{ $year }»
import-review-date-year-file = hallado en «{ $text }»; el año no está dicho: es el del archivo, creado el { $changed }
import-review-file-name = lo dice el nombre del archivo, «{ $text }», y no su texto
import-review-column = la columna de países de la tabla de personas: «{ $text }»
import-review-title = la línea del texto que parece su título
import-review-title-capitals = la línea del texto que parece su título; estaba en mayúsculas: revise los nombres propios
import-review-draft = borre esta línea cuando haya revisado todo: mientras esté, el informe no se publica
import-review-missing = no se halló en el texto; escríbalo aquí y quite el primer #
import-review-points = la numeración vuelve a empezar tras estos puntos: se toma la primera lista como los puntos del informe
import-review-commitment-labels = según los rótulos del texto; mire quién, qué y para cuándo
import-review-commitment-table = según una fila de una tabla; mire quién, qué y para cuándo
import-review-commitment-agreement = según el plazo que dice el acuerdo; mire quién, qué y para cuándo
import-review-commitment-sentence = según una frase que puede ser una tarea: quítelo si no lo es
import-review-commitment-section = según las tareas que enumera el texto; mire quién, qué y para cuándo
import-review-follow-up = el texto parece decir qué fue de un acuerdo anterior: «{ $text }»; escriba su informe y dirección y quite el # de las tres líneas
import-review-source = el original contiene texto eliminado o comentarios: quite el primer # solo si cualquiera puede leerlos

import-kept = conservado:
import-kept-points = { $count ->
    [one] 1 punto
   *[other] { $count } puntos
}
import-kept-sub-points = { $count ->
    [one] 1 subpunto
   *[other] { $count } subpuntos
}
import-kept-in-points = { $count ->
    [one] 1 párrafo sin número, junto a su punto
   *[other] { $count } párrafos sin número, junto a sus puntos
}
import-kept-paragraphs = { $count ->
    [one] 1 párrafo más
   *[other] { $count } párrafos más
}
import-kept-headings = { $count ->
    [one] 1 encabezado
   *[other] { $count } encabezados
}
import-kept-items = { $count ->
    [one] 1 elemento de otra lista
   *[other] { $count } elementos de otras listas
}
import-kept-tables = { $count ->
    [one] 1 tabla
   *[other] { $count } tablas
}
import-kept-notes = { $count ->
    [one] 1 nota
   *[other] { $count } notas
}
import-kept-links = { $count ->
    [one] 1 enlace
   *[other] { $count } enlaces
}
import-kept-images = { $count ->
    [one] 1 imagen
   *[other] { $count } imágenes
}
import-kept-bold = { $count ->
    [one] 1 fragmento en negrita
   *[other] { $count } fragmentos en negrita
}
import-kept-italic = { $count ->
    [one] 1 fragmento en cursiva
   *[other] { $count } fragmentos en cursiva
}
import-kept-strike = { $count ->
    [one] 1 fragmento tachado
   *[other] { $count } fragmentos tachados
}
import-kept-files = { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
}
import-changed = cambiado:
import-changed-label-form = { $count ->
    [one] 1 número escrito de otra forma
   *[other] { $count } números escritos de otra forma
}
import-changed-hyphenation = { $count ->
    [one] 1 palabra cortada al final de una línea, unida de nuevo
   *[other] { $count } palabras cortadas al final de una línea, unidas de nuevo
}
import-changed-line-end = { $count ->
    [one] 1 salto de línea dentro de un párrafo, quitado
   *[other] { $count } saltos de línea dentro de párrafos, quitados
}
import-changed-spaces = { $count ->
    [one] 1 párrafo con espacios de más
   *[other] { $count } párrafos con espacios de más
}
import-changed-non-breaking-space = { $count ->
    [one] 1 fragmento con espacios de no separación, ahora normales
   *[other] { $count } fragmentos con espacios de no separación, ahora normales
}
import-dropped = no pasó al texto:
import-dropped-front-matter = { $count ->
    [one] 1 línea que ahora dice la cabecera
   *[other] { $count } líneas que ahora dice la cabecera
}
import-dropped-key = { $count ->
    [one] 1 línea de la cabecera que solo lee otro programa
   *[other] { $count } líneas de la cabecera que solo leen otros programas
}
import-dropped-repeated = { $count ->
    [one] 1 línea que repite el título
   *[other] { $count } líneas que repiten el título
}
import-dropped-deleted = { $count ->
    [one] 1 eliminación con control de cambios, dada por aceptada
   *[other] { $count } eliminaciones con control de cambios, dadas por aceptadas
}
import-dropped-moved-away = { $count ->
    [one] 1 traslado con control de cambios, conservado solo en su destino
   *[other] { $count } traslados con control de cambios, conservados solo en su destino
}
import-dropped-comment = { $count ->
    [one] 1 comentario
   *[other] { $count } comentarios
}
import-dropped-header = { $count ->
    [one] 1 encabezado de página
   *[other] { $count } encabezados de página
}
import-dropped-footer = { $count ->
    [one] 1 pie de página
   *[other] { $count } pies de página
}
import-dropped-side = { $count ->
    [one] 1 línea al lado de una página, escrita de abajo arriba
   *[other] { $count } líneas al lado de las páginas, escritas de abajo arriba
}
import-dropped-page-number = { $count ->
    [one] 1 número de página
   *[other] { $count } números de página
}
import-dropped-contents = { $count ->
    [one] 1 línea de un índice automático
   *[other] { $count } líneas de un índice automático
}
import-dropped-hidden = { $count ->
    [one] 1 fragmento de texto oculto
   *[other] { $count } fragmentos de texto oculto
}
import-dropped-bookmark = { $count ->
    [one] 1 marca de un marcador
   *[other] { $count } marcas de marcadores
}
import-dropped-unused-note = { $count ->
    [one] 1 nota sin llamada en el texto
   *[other] { $count } notas sin llamada en el texto
}
import-dropped-picture = { $count ->
    [one] 1 imagen, o su descripción: de un tipo que las páginas web no muestran, o no está junto al archivo
   *[other] { $count } imágenes, o sus descripciones: de tipos que las páginas web no muestran, o no están junto al archivo
}
import-dropped-object = { $count ->
    [one] 1 dibujo, gráfico o archivo incrustado
   *[other] { $count } dibujos, gráficos o archivos incrustados
}
import-dropped-symbol = { $count ->
    [one] 1 símbolo que solo tiene una fuente especial
   *[other] { $count } símbolos que solo tienen fuentes especiales
}
import-dropped-empty-item = { $count ->
    [one] 1 párrafo numerado sin texto
   *[other] { $count } párrafos numerados sin texto
}
import-dropped-look = { $count ->
    [one] el aspecto de 1 fragmento (subrayado, superíndice o subíndice)
   *[other] el aspecto de { $count } fragmentos (subrayado, superíndice o subíndice)
}
import-dropped-link-target = { $count ->
    [one] el destino de 1 enlace: no era una dirección de la web
   *[other] el destino de { $count } enlaces: no eran direcciones de la web
}
import-dropped-placeholder = { $count ->
    [one] 1 texto de un formulario que no se rellenó
   *[other] { $count } textos de un formulario que no se rellenaron
}
import-dropped-column-head = { $count ->
    [one] el encabezado de 1 columna cuyas celdas son ahora texto
   *[other] los encabezados de { $count } columnas cuyas celdas son ahora texto
}
import-dropped-line-number = { $count ->
    [one] 1 número de línea
   *[other] { $count } números de línea
}
import-changed-table-text = { $count ->
    [one] 1 tabla que solo servía para colocar el texto, escrita como texto
   *[other] { $count } tablas que solo servían para colocar el texto, escritas como texto
}
import-dropped-page = { $count ->
    [one] 1 página sin texto: en blanco, o una imagen cuyo texto hay que reconocer (OCR)
   *[other] { $count } páginas sin texto: en blanco, o imágenes cuyo texto hay que reconocer (OCR)
}
import-words = palabras: { $original } en el original; { $text } en el texto del informe, { $dropped } fuera por los motivos indicados, { $added } añadidas por la numeración, { $joined } menos al unir palabras cortadas; faltan { $missing }
import-is-draft = el informe es un borrador: no se publica hasta que se borra su línea `draft = true`
import-to-review = por revisar en la cabecera del informe: { $keys }

import-table-file = archivo
import-table-report = informe
import-table-missing = falta
import-table-look = por mirar
import-table-none = (no se importó)
import-look-words = faltan palabras del original
import-look-private = el original contiene texto eliminado, oculto o comentarios
import-look-empty = no se halló texto
import-look-pages = hay páginas sin texto
import-look-unclear = { $key }: { $text }
import_not-found = ese archivo no existe
    .help = revise el nombre y la carpeta en que está
import_folder = esto es una carpeta, no un archivo
    .help = indique los documentos que contiene, uno tras otro
import_unreadable = no se puede leer el archivo: { $problem }
    .help = ciérrelo en otros programas y compruebe que usted puede abrirlo
import_too-large = el archivo es demasiado grande, o lo es al descomprimirse
    .help = quítele las imágenes grandes y guárdelo de nuevo
import_too-many-parts = el archivo se compone de más de { $max } partes (imágenes, archivos incrustados)
    .help = copie el texto en un documento nuevo de Word o LibreOffice, guárdelo como .docx e impórtelo
import_not-a-package = este archivo no es de Word ni de OpenDocument, o está dañado o tiene contraseña
    .help = ábralo en Word o LibreOffice y guárdelo como .docx, sin contraseña
import_damaged = una parte del archivo está dañada: `{ $part }`
    .help = ábralo en Word o LibreOffice, acepte que lo repare y guárdelo de nuevo
import_deep = una parte del archivo está anidada con demasiada profundidad: `{ $part }`
    .help = ábralo en Word o LibreOffice y guárdelo de nuevo como .docx
import_not-word = el archivo no contiene un texto como los de Word
    .help = ábralo en Word o LibreOffice y guárdelo como .docx
import_not-odt = el archivo no contiene un texto de OpenDocument
    .help = ábralo en LibreOffice Writer y guárdelo como .odt o .docx
import_no-office = este formato se lee con ayuda de LibreOffice, que no está instalado en este equipo
    .help = instale LibreOffice (https://es.libreoffice.org), o abra el archivo en Word y guárdelo como .docx
import_office = LibreOffice no pudo convertir el archivo en uno de Word
    .help = ábralo en Word o LibreOffice y guárdelo como .docx
import_office-time = LibreOffice tardó demasiado con el archivo
    .help = ábralo usted en LibreOffice y guárdelo como .docx
import_format = los archivos de tipo `.{ $extension }` no se leen
    .help = guárdelo como .docx; también se leen .odt, .html, .md y .txt, con Poppler .pdf y, con LibreOffice, .doc y .rtf
import_blank = el archivo está vacío: no contiene nada
    .help = quizá no terminó de copiarse o de descargarse; busque otra copia
import_encrypted = el archivo está protegido con una contraseña
    .help = ábralo con su contraseña y guárdelo sin ella
import_other-format = el archivo no es un texto sino de otro tipo: { $format }
    .help = copie lo que deba publicarse en un documento de texto, y guárdelo como .docx o .odt
import_not-pdf = el archivo termina en .pdf, pero no es un PDF
    .help = quizá no terminó de descargarse; ábralo, y descárguelo de nuevo si no se abre
import_no-poppler = los archivos PDF se leen con ayuda de Poppler, que no está instalado en este equipo
    .help = instale Poppler (su programa se llama `pdftotext`; en Debian y Ubuntu, el paquete `poppler-utils`), o importe el archivo de Word del que salió el PDF
import_poppler = Poppler no pudo leer el archivo PDF
    .help = ábralo y guárdelo de nuevo como PDF, o importe el archivo de Word del que salió
import_poppler-time = Poppler tardó demasiado con el archivo
    .help = divida el PDF en varios, o importe el archivo de Word del que salió
import_scanned = el PDF no contiene texto: sus páginas son imágenes
    .help = reconozca su texto con un programa de OCR, como OCRmyPDF, e importe el archivo que este haga
import_several = el archivo contiene varias actas: «{ $first }» y «{ $second }»
    .help = guarde cada una en un archivo aparte; si es una sola, impórtela con `--as-one`
import_lock-file = este archivo es solo la marca que Word o LibreOffice deja mientras un documento está abierto: se pasa por alto
    .help = importe el documento mismo, que se llama igual sin `~$`
import_exists = ya existe el archivo `{ $file }`, y no se escribe encima de él
    .help = dé otro nombre al informe nuevo con `--name`, o mueva el archivo que ya está
import_unwritable = no se puede escribir `{ $file }`: { $problem }
    .help = revise el nombre de la carpeta, si usted puede escribir en ella y si queda espacio
import_one-name = `--name` da nombre a un informe, pero se indican varios archivos
    .help = impórtelos uno por uno, o quite `--name`
import_language = el sitio no tiene el idioma `{ $language }`
    .help = sus idiomas son: { $known }; se añaden otros en `[languages]` de `site.toml`
import_words = { $count ->
    [one] 1 palabra del original no está en el informe: { $words }
   *[other] { $count } palabras del original no están en el informe: { $words }
}
    .help = compare el informe con el original, añada lo que falte y avise a quienes hacen el programa
import_private = el original contiene texto eliminado u oculto, o comentarios, que podrá leer quien lo descargue
    .help = la línea `source` de la cabecera está desactivada; acepte todos los cambios y borre los comentarios en una copia, y ofrezca esa copia
import_empty = no se halló texto en el archivo
    .help = si contiene páginas escaneadas, primero hay que reconocer su texto (OCR)
