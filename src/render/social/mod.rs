//! The images that other sites show with links to this one (Open Graph). They are drawn from texts at build
//! time, in the colours and fonts of the theme.

mod canvas;
mod style;

use rayon::prelude::*;

use crate::config::SocialImages;
use crate::diagnostic::{Diagnostic, Place, warning};
use crate::model::{LanguageSite, Report, Site};
use crate::output::Output;
use crate::url::UrlPath;
use canvas::{Canvas, Line};
use style::{Ink, Style, Weight};

/// The size of an image in pixels, which social networks show large.
pub(super) const SIZE: (u32, u32) = (1200, 630);
/// The space around the texts, in pixels.
const MARGIN: f32 = 80.0;
/// The size of the letters under the title, in pixels.
const UNDER_SIZE: f32 = 34.0;
/// The folder of the site's images.
const FOLDER: &str = "social";
/// The file name of a report's image, next to its page.
const REPORT_FILE: &str = "social.png";

/// The images that were drawn. Pages refer only to these.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Whether each language of the site has an image.
    languages: Vec<bool>,
    /// Whether each report has an image, by language; empty by default.
    reports: Vec<Vec<bool>>,
}

impl Pictures {
    /// Returns the address of a language's image; `place` is the index of the language.
    pub(super) fn of_language(&self, place: usize, language: &LanguageSite) -> Option<UrlPath> {
        self.languages.get(place).filter(|drawn| **drawn).map(|_| language_url(language))
    }

    /// Returns the address of a report's own image.
    pub(super) fn of_report(&self, language: usize, at: usize, report: &Report) -> Option<UrlPath> {
        let drawn = self.reports.get(language).and_then(|reports| reports.get(at));
        drawn.filter(|drawn| **drawn).map(|_| report_url(report))
    }
}

fn language_url(language: &LanguageSite) -> UrlPath {
    UrlPath::file(format!("{FOLDER}/{}.png", language.language.code))
}

fn report_url(report: &Report) -> UrlPath {
    UrlPath::file(format!("{}{REPORT_FILE}", report.url))
}

/// Draws the images that the site asks for. An image with letters that the fonts lack is left out, with a
/// warning.
pub(super) fn draw(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    output: &Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Pictures {
    let mut pictures = Pictures::default();
    if site.config.social == SocialImages::None {
        return pictures;
    }
    let Some(style) = Style::read(theme, diagnostics) else { return pictures };
    let mut missing: Vec<char> = Vec::new();
    for language in &site.languages {
        let drawn = Card::of_site(site, language).draw(&style);
        pictures.languages.push(drawn.is_ok());
        keep(drawn, &language_url(language), output, &mut missing);
        if site.config.social == SocialImages::Reports {
            let cards = language.reports.par_iter().map(|report| Card::of_report(site, language, report));
            let drawn: Vec<Result<Vec<u8>, char>> = cards.map(|card| card.draw(&style)).collect();
            pictures.reports.push(drawn.iter().map(Result::is_ok).collect());
            for (picture, report) in drawn.into_iter().zip(&language.reports) {
                keep(picture, &report_url(report), output, &mut missing);
            }
        }
    }
    if let Some(letter) = missing.first() {
        let warning = warning!("social::letter", letter = letter.to_string());
        diagnostics.push(warning.at(Place::file(style::FILE)));
    }
    pictures
}

fn keep(drawn: Result<Vec<u8>, char>, url: &UrlPath, output: &Output<'_>, missing: &mut Vec<char>) {
    match drawn {
        Ok(bytes) => output.insert(url.output_path(), bytes),
        Err(letter) => missing.push(letter),
    }
}

/// The text of an image.
struct Card<'a> {
    /// A line above the title.
    over: Option<&'a str>,
    title: &'a str,
    under: Option<String>,
    /// The site's address without `https://`.
    foot: String,
}

impl<'a> Card<'a> {
    fn of_site(site: &'a Site, language: &LanguageSite) -> Card<'a> {
        let code = &language.language.code;
        Card {
            over: None,
            title: site.config.title.get(code).unwrap_or_default(),
            under: site.config.description.get(code).map(str::to_owned),
            foot: address(site, language),
        }
    }

    fn of_report(site: &'a Site, language: &LanguageSite, report: &'a Report) -> Card<'a> {
        let date = report.front.date.map(|date| language.strings.date(date, report.front.end_date));
        let mark = report.front.demonstration.then(|| language.strings.get("demonstration_mark").to_owned());
        let facts: Vec<String> = [date, report.place.clone(), mark].into_iter().flatten().collect();
        Card {
            over: site.config.title.get(&language.language.code),
            title: &report.title,
            under: Some(facts.join(" · ")).filter(|facts| !facts.is_empty()),
            foot: address(site, language),
        }
    }

    /// Returns the image as PNG, or the first letter that the fonts lack.
    fn draw(&self, style: &Style<'_>) -> Result<Vec<u8>, char> {
        let texts = [self.over, Some(self.title), self.under.as_deref(), Some(&self.foot)];
        if let Some(letter) = texts.into_iter().flatten().find_map(|text| style.missing(text)) {
            return Err(letter);
        }
        let mut canvas = Canvas::new(style);
        canvas.bar(Ink::Accent, 20);
        let mut y = MARGIN + 36.0;
        let mut sizes = [78.0, 66.0, 56.0];
        if let Some(over) = self.over {
            let line = Line { weight: Weight::Bold, ink: Ink::Accent, sizes: &[32.0], lines: 1 };
            y = canvas.text(over, &line, y) + 24.0;
            sizes = [66.0, 56.0, 48.0];
        }
        let title = Line { weight: Weight::Bold, ink: Ink::Text, sizes: &sizes, lines: 3 };
        y = canvas.text(self.title, &title, y) + 30.0;
        let foot = canvas::BOTTOM - 34.0;
        let lines = canvas::lines_in(foot - 20.0 - y, UNDER_SIZE).min(3);
        if let Some(under) = self.under.as_deref().filter(|_| lines > 0) {
            let line = Line { weight: Weight::Regular, ink: Ink::Soft, sizes: &[UNDER_SIZE], lines };
            canvas.text(under, &line, y);
        }
        let line = Line { weight: Weight::Bold, ink: Ink::Accent, sizes: &[28.0], lines: 1 };
        canvas.text(&self.foot, &line, foot);
        Ok(canvas.png())
    }
}

fn address(site: &Site, language: &LanguageSite) -> String {
    let url = site.config.base.absolute(&language.urls.home);
    let plain = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    plain.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme() -> Vec<(String, Vec<u8>)> {
        let names = [style::FILE, "fonts/NotoSerif-Regular.ttf", "fonts/NotoSerif-Bold.ttf"];
        let read = |name: &str| {
            let path = format!("{}/themes/default/{name}", env!("CARGO_MANIFEST_DIR"));
            (name.to_owned(), std::fs::read(path).expect("a file of the theme"))
        };
        names.map(read).to_vec()
    }

    fn draw(title: &str) -> Result<Vec<u8>, char> {
        let theme = theme();
        let style = Style::read(&theme, &mut Vec::new()).expect("the theme's style");
        Card { over: Some("Archivo"), title, under: Some(title.to_owned()), foot: "example.org".to_owned() }
            .draw(&style)
    }

    #[test]
    fn a_picture_is_small_and_always_the_same() {
        let long = "Reunión ordinaria de la Red de Funcionarios de Enlace ".repeat(20);
        for title in ["", "Acta", &long, &"x".repeat(500)] {
            let picture = draw(title).expect("letters of the font");
            assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
            assert_eq!(picture[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 × 630");
            assert!(picture.len() < 30_000, "{} bytes", picture.len());
            assert!(picture == draw(title).expect("as before"), "{title}");
        }
    }

    #[test]
    fn letters_that_the_fonts_lack_are_told() {
        assert_eq!(draw("Acta 会"), Err('会'));
    }

    #[test]
    fn a_wrong_style_is_told() {
        let check = |text: &str, expect: &str| {
            let mut theme = theme();
            theme[0].1 = text.as_bytes().to_vec();
            let mut found = Vec::new();
            let style = Style::read(&theme, &mut found).is_some();
            let told =
                found.first().map_or(String::new(), |found| found.message.text(crate::messages::Speech::En));
            assert_eq!((style, told.as_str()), (expect.is_empty(), expect));
        };
        check("", "");
        check("[social]\nink = \"red\"", "`ink` must be a colour like `#1e1c19`, not `red`");
        check("[social]\nbold = \"fonts/x.ttf\"", "the theme has no file `fonts/x.ttf`");
        check("[social]\nbold = \"theme.toml\"", "`theme.toml` is no TrueType or OpenType font");
    }
}
