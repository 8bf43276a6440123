# Lo que dice el programa, en español. Los mismos nombres están en en.ftl.
#
# El código de un diagnóstico es su nombre, con `_` en lugar de `::`; `.help` dice cómo corregirlo. Los textos empiezan
# con minúscula y no llevan punto final; las palabras de quien escribe van entre comillas invertidas.

error = error
warning = aviso
help = ayuda

## Lectura del sitio

load_no-theme = no existe el tema `{ $theme }`
    .help = cree la carpeta `themes/{ $theme }`, o quite `theme` para usar el tema incluido
