//! SVG pictures that only draw: a list of the elements and attributes that can do nothing else (SVG 2,
//! appendix "Element Index" and "Attribute Index", without scripts, handlers, foreign content, links, sounds
//! and anything that loads from elsewhere).
//!
//! A browser may be given a picture as XML or, by a server that does not know its type, as HTML. So what the
//! two read differently (comments and CDATA sections with angle brackets) is not allowed either.

use std::sync::LazyLock;

use cssparser::{ParseError, Parser, Token};
use quick_xml::NsReader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use rustc_hash::FxHashSet;

const SVG: Namespace<'static> = Namespace(b"http://www.w3.org/2000/svg");
const XLINK: Namespace<'static> = Namespace(b"http://www.w3.org/1999/xlink");
const XML: Namespace<'static> = Namespace(b"http://www.w3.org/XML/1998/namespace");

/// How deep elements may be nested.
const DEPTH_MAX: usize = 256;

static ELEMENTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    words(&[
        "a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix \
         feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight \
         feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology \
         feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient \
         marker mask metadata mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol \
         text textPath title tspan use view hatch",
    ])
});

/// Elements that set an attribute to a value they contain.
const ANIMATIONS: [&str; 4] = ["set", "animate", "animateMotion", "animateTransform"];

static ATTRIBUTES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    words(&[
        // Structure and accessibility.
        "aria-describedby aria-hidden aria-label aria-labelledby class href id lang role style systemLanguage tabindex \
         requiredExtensions requiredFeatures version baseProfile enable-background viewBox preserveAspectRatio \
         zoomAndPan contentScriptType contentStyleType",
        // Places and shapes.
        "cx cy d dx dy fx fy fr height pathLength points r rotate rx ry transform transform-origin width x x1 x2 y y1 \
         y2 z lengthAdjust textLength startOffset method spacing side path",
        // Gradients, patterns, markers, masks.
        "clipPathUnits gradientTransform gradientUnits markerHeight markerUnits markerWidth maskContentUnits maskUnits \
         offset orient patternContentUnits patternTransform patternUnits refX refY spreadMethod hatchContentUnits \
         hatchUnits pitch",
        // Filters.
        "amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent filterRes filterUnits \
         in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order \
         pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius result scale seed slope specularConstant \
         specularExponent stdDeviation stitchTiles surfaceScale tableValues targetX targetY type values \
         xChannelSelector yChannelSelector",
        // Animations.
        "accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints keySplines \
         keyTimes max min origin repeatCount repeatDur restart to",
        // Style sheets.
        "media title",
        // Presentation (SVG 2, appendix "Property Index").
        "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation \
         color-interpolation-filters color-profile color-rendering cursor direction display dominant-baseline \
         fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning \
         font-size font-size-adjust font-stretch font-style font-variant font-variant-ligatures font-weight \
         glyph-orientation-horizontal glyph-orientation-vertical image-rendering inline-size isolation kerning \
         letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type \
         mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke \
         stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity \
         stroke-width text-align text-anchor text-decoration text-indent text-orientation text-overflow text-rendering \
         text-transform unicode-bidi vector-effect visibility white-space word-spacing writing-mode",
    ])
});

const XLINK_ATTRIBUTES: [&str; 6] = ["actuate", "href", "role", "show", "title", "type"];
const XML_ATTRIBUTES: [&str; 2] = ["lang", "space"];

/// Style sheet rules that load nothing.
const AT_RULES: [&str; 4] = ["media", "keyframes", "-webkit-keyframes", "supports"];

/// Style sheet functions whose string arguments are addresses.
const ADDRESS_FUNCTIONS: [&str; 8] = [
    "cross-fade",
    "element",
    "image",
    "image-set",
    "-webkit-cross-fade",
    "-webkit-image-set",
    "paint",
    "expression",
];

/// Raster images, as `data:` addresses.
const PICTURES: [&str; 4] = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];

fn words(lists: &[&'static str]) -> FxHashSet<&'static str> {
    lists.iter().flat_map(|list| list.split_whitespace()).collect()
}

/// Returns the first part of a picture that may do more than draw, as written; `None` if there is none.
pub(super) fn active_part(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("encoding".to_owned()) };
    // XML allows none of these; in an encoding that a server might declare, they would change what follows.
    if text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
        return Some("syntax".to_owned());
    }
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    // Browsers each read malformed markup in their own way.
    reader.config_mut().check_comments = true;
    let mut picture = Picture::default();
    while !picture.is_at_end {
        let Ok(event) = reader.read_event() else { return Some("syntax".to_owned()) };
        if let Some(part) = picture.active_part(&event, reader.resolver()) {
            return Some(part);
        }
    }
    (!picture.is_whole()).then(|| "syntax".to_owned())
}

/// The state of reading a picture.
#[derive(Default)]
struct Picture {
    depth: usize,
    has_root: bool,
    is_at_end: bool,
    /// The text of the style sheet being read.
    style: Option<String>,
}

impl Picture {
    fn is_whole(&self) -> bool {
        self.has_root && self.depth == 0
    }

    /// Returns the part of an event that may do more than draw.
    fn active_part(&mut self, event: &Event<'_>, names: &NamespaceResolver) -> Option<String> {
        match event {
            Event::Start(element) => {
                self.depth += 1;
                self.element(element, self.depth, names)
            }
            Event::Empty(element) => {
                let part = self.element(element, self.depth + 1, names);
                self.style = None;
                part
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.style.take().and_then(|style| active_style(&style))
            }
            Event::Text(text) => self.text(&String::from_utf8_lossy(text)),
            Event::GeneralRef(name) => match &**name {
                b"amp" | b"lt" | b"gt" | b"quot" | b"apos" if self.style.is_none() => None,
                name if name.starts_with(b"#") && self.style.is_none() => None,
                name => Some(format!("&{};", String::from_utf8_lossy(name))),
            },
            Event::CData(text) => self.section(&String::from_utf8_lossy(text)),
            Event::Comment(text) => text.iter().any(|byte| b"<>".contains(byte)).then(|| "<!--".to_owned()),
            Event::Decl(declared) => active_declaration(declared),
            // An internal subset can define entities; browsers ignore the document type.
            Event::DocType(declared) => declared.contains(&b'[').then(|| "<!DOCTYPE […]>".to_owned()),
            Event::PI(instruction) => Some(format!("<?{}?>", String::from_utf8_lossy(instruction.target()))),
            Event::Eof => {
                self.is_at_end = true;
                None
            }
        }
    }

    fn text(&mut self, text: &str) -> Option<String> {
        let is_outside = self.depth == 0 && !text.trim().is_empty();
        if let Some(style) = &mut self.style {
            style.push_str(text);
        }
        is_outside.then(|| "syntax".to_owned())
    }

    /// A CDATA section is text in XML, but ends at the first `>` in HTML, which does not know it.
    fn section(&mut self, text: &str) -> Option<String> {
        match &mut self.style {
            Some(style) if !text.contains('<') => {
                style.push_str(text);
                None
            }
            _ => Some("<![CDATA[".to_owned()),
        }
    }

    /// Returns the part of an element that may do more than draw; `depth` is 1 for the root.
    fn element(
        &mut self,
        element: &BytesStart<'_>,
        depth: usize,
        names: &NamespaceResolver,
    ) -> Option<String> {
        let (space, name) = names.resolve_element(element.name());
        let name = String::from_utf8_lossy(name.as_ref()).into_owned();
        let is_root = depth == 1;
        let is_in_place = if is_root { !self.has_root && name == "svg" } else { self.style.is_none() };
        let is_known = space == ResolveResult::Bound(SVG) && ELEMENTS.contains(name.as_str());
        let written = || format!("<{}>", String::from_utf8_lossy(element.name().as_ref()));
        if !is_known || !is_in_place || depth > DEPTH_MAX {
            return Some(written());
        }
        self.has_root = true;
        if name == "style" {
            self.style = Some(String::new());
        }
        element.attributes().find_map(|attribute| match attribute {
            Ok(attribute) => active_attribute(&name, &attribute, names),
            Err(_) => Some(written()),
        })
    }
}

/// What a browser makes of an encoding is only known for UTF-8 and its subsets.
fn active_declaration(declared: &BytesDecl<'_>) -> Option<String> {
    let encoding = declared.encoding()?.ok()?.to_ascii_lowercase();
    let is_known = matches!(&*encoding, b"utf-8" | b"utf8" | b"us-ascii");
    (!is_known).then(|| format!("encoding=\"{}\"", String::from_utf8_lossy(&encoding)))
}

fn active_attribute(element: &str, attribute: &Attribute<'_>, names: &NamespaceResolver) -> Option<String> {
    let written = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
    if written == "xmlns" || written.starts_with("xmlns:") {
        return None;
    }
    let (space, name) = names.resolve_attribute(attribute.key);
    let name = String::from_utf8_lossy(name.as_ref()).into_owned();
    let is_known = match space {
        ResolveResult::Unbound => ATTRIBUTES.contains(name.as_str()),
        ResolveResult::Bound(XLINK) => XLINK_ATTRIBUTES.contains(&name.as_str()),
        ResolveResult::Bound(XML) => XML_ATTRIBUTES.contains(&name.as_str()),
        _ => false,
    };
    let value = std::str::from_utf8(&attribute.value).ok();
    let value = value.and_then(|value| quick_xml::escape::unescape(value).ok());
    let is_harmless = is_known
        && value.is_some_and(|value| match name.as_str() {
            "href" => is_local(&value),
            "attributeName" if ANIMATIONS.contains(&element) => sets_no_address(&value),
            "type" if element == "style" => value.is_empty() || value.eq_ignore_ascii_case("text/css"),
            "style" => active_style(&value).is_none(),
            _ => !value.contains(['(', '\\', '@']) || active_style(&value).is_none(),
        });
    (!is_harmless).then_some(written)
}

/// Whether an attribute may be animated: a known one that contains no address.
fn sets_no_address(attribute: &str) -> bool {
    let attribute = attribute.trim();
    attribute != "href" && attribute != "style" && ATTRIBUTES.contains(attribute)
}

/// Whether an address leads to a part of the same picture, or is a raster image.
fn is_local(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    address.is_empty()
        || address.starts_with('#')
        || PICTURES.iter().any(|picture| address.starts_with(picture))
}

/// Returns the part of a style sheet, or of a value, that may load something.
fn active_style(style: &str) -> Option<String> {
    first_address(&mut Parser::new(style))
}

fn first_address(parser: &mut Parser<'_>) -> Option<String> {
    while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
        let is_url = matches!(&token, Token::Function(name) if is_any(name, &["url", "src"]));
        let part = match &token {
            Token::UnquotedUrl(address) if !is_local(address) => Some(format!("url({address})")),
            Token::BadUrl(address) => Some(format!("url({address}")),
            Token::AtKeyword(rule) if !is_any(rule, &AT_RULES) => Some(format!("@{rule}")),
            Token::Function(name) if is_any(name, &ADDRESS_FUNCTIONS) => Some(format!("{name}()")),
            Token::CDO | Token::CDC => Some("<!--".to_owned()),
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock => nested(parser, is_url),
            _ => None,
        };
        if part.is_some() {
            return part;
        }
    }
    None
}

/// Returns the part of a block that may load something; in `url(…)` every text is an address. Blocks nested
/// too deep for the parser are reported as a whole.
fn nested(parser: &mut Parser<'_>, is_url: bool) -> Option<String> {
    let mut found = None;
    let read: Result<(), ParseError<()>> = parser.parse_nested_block(|inner| {
        found = if is_url {
            let address = inner.expect_string().map(|text| text.to_string()).unwrap_or_default();
            (address.is_empty() || !is_local(&address)).then(|| format!("url({address})"))
        } else {
            first_address(inner)
        };
        // Unread content is not an error.
        while inner.next_including_whitespace_and_comments().is_ok() {}
        Ok(())
    });
    found.or_else(|| read.is_err().then(|| "style".to_owned()))
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\">{inside}</svg>"
        )
    }

    #[test]
    fn what_only_draws_is_harmless() {
        for good in [
            "<path d=\"M0 0\" transform=\"rotate(45)\" fill=\"url(#a)\"/>",
            "<a href=\"#a\"><text xml:space=\"preserve\">x &amp; y &#233;</text></a>",
            "<use xlink:href=\"#a\"/>",
            "<image href=\"data:image/png;base64,AA==\"/>",
            "<animate attributeName=\"opacity\" to=\"1\"/>",
            "<g color-interpolation-filters=\"sRGB\" font-stretch=\"normal\" text-indent=\"0\" pointer-events=\"none\"/>",
            "<style>.a { fill: red; clip-path: url(\"#b\") } @media print { .a { fill: #000 } }</style>",
            "<style type=\"text/css\"><![CDATA[.a > .b { fill: red }]]></style>",
            "<!-- Generator: a program --><title>Uno</title><g style=\"fill:red\"/>",
        ] {
            assert_eq!(active_part(svg(good).as_bytes()), None, "{good}");
        }
        let whole = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                     \"x\">\n<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>\n";
        assert_eq!(active_part(whole.as_bytes()), None);
    }

    #[test]
    fn anything_else_is_told() {
        for (bad, part) in [
            ("<script>x()</script>", "<script>"),
            ("<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>", "<s:script>"),
            ("<g onload=\"x()\"/>", "onload"),
            ("<foreignObject/>", "<foreignObject>"),
            ("<h:frame xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"javascript:x()\"/>", "<h:frame>"),
            ("<form xmlns=\"http://www.w3.org/1999/xhtml\" action=\"x\"/>", "<form>"),
            ("<a href=\"javascript:x()\"/>", "href"),
            ("<a xlink:href=\" java&#10;script:x()\"/>", "xlink:href"),
            ("<a href=\"https://example.org/\"/>", "href"),
            ("<use href=\"other.svg#a\"/>", "href"),
            ("<use href=\"data:image/svg+xml,x\"/>", "href"),
            ("<image href=\"https://example.org/x.png\"/>", "href"),
            ("<image src=\"x.png\"/>", "src"),
            ("<set attributeName=\"xlink:href\" to=\"javascript:x()\"/>", "attributeName"),
            ("<set attributeName=\"href\" to=\"x\"/>", "attributeName"),
            ("<rect fill=\"url(https://example.org/x.svg#a)\"/>", "fill"),
            ("<rect fill=\"u\\72l(https://example.org/x.svg#a)\"/>", "fill"),
            ("<set attributeName=\"fill\" to=\"url(//example.org/#a)\"/>", "to"),
            ("<g style=\"fill: url('https://example.org/')\"/>", "style"),
            ("<g style=\"background: image-set('x.png' 1x)\"/>", "style"),
            ("<style>@import 'x.css';</style>", "@import"),
            ("<style>@\\69mport 'x.css';</style>", "@import"),
            ("<style>@font-face { src: url(x.woff) }</style>", "@font-face"),
            ("<style>.a { fill: url( //example.org ) }</style>", "url(//example.org)"),
            ("<style>@media print { .a { mask: url(x.svg) } }</style>", "url(x.svg)"),
            ("<style>.a { mask: url(x y) }</style>", "url(x y"),
            ("<style><b/></style>", "<b>"),
            ("<style>a &lt; b</style>", "&lt;"),
            ("<style type=\"text/xsl\"/>", "type"),
            ("<g inkscape:label=\"x\"/>", "inkscape:label"),
            ("<inkscape:page/>", "<inkscape:page>"),
            ("<g a:b=\"x\"/>", "a:b"),
            ("<G/>", "<G>"),
            ("&unknown;", "&unknown;"),
            ("<!--> <script>x()</script> -->", "<!--"),
            ("<title><![CDATA[x]]></title>", "<![CDATA["),
            ("<?xml-stylesheet href=\"x.xsl\"?>", "<?xml-stylesheet?>"),
            ("<g", "<g</svg>"),
            ("<title>\u{1b}$B</title>", "syntax"),
            ("</g>", "syntax"),
            ("<g id=\"1\" id=\"2\"/>", "<g>"),
        ] {
            assert_eq!(active_part(svg(bad).as_bytes()).as_deref(), Some(part), "{bad}");
        }
        for (bad, part) in [
            (
                "<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
                "<!DOCTYPE […]>",
            ),
            ("<svg/>", "<svg>"),
            ("<g xmlns=\"http://www.w3.org/2000/svg\"/>", "<g>"),
            (
                "<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "encoding=\"utf-7\"",
            ),
            ("", "syntax"),
            ("uno <svg xmlns=\"http://www.w3.org/2000/svg\"/>", "syntax"),
            (
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "<svg>",
            ),
        ] {
            assert_eq!(active_part(bad.as_bytes()).as_deref(), Some(part), "{bad}");
        }
        let deep = svg(&format!("{}{}", "<g>".repeat(300), "</g>".repeat(300)));
        assert_eq!(active_part(deep.as_bytes()).as_deref(), Some("<g>"));
    }
}
