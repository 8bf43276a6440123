//! The colours and fonts of images: the table `[social]` of the theme's `theme.toml`.

use swash::FontRef;

use crate::diagnostic::{Diagnostic, Place, error};

/// The file that defines the style of images.
pub(super) const FILE: &str = "theme.toml";

/// The colours of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Normal text.
    Text,
    /// Less important text.
    Soft,
    /// The colour of links.
    Accent,
}

impl Ink {
    pub(super) const ALL: [Ink; 3] = [Ink::Text, Ink::Soft, Ink::Accent];
}

/// The weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// The style of images.
pub(super) struct Style<'a> {
    pub(super) paper: Colour,
    inks: [Colour; 3],
    regular: FontRef<'a>,
    bold: FontRef<'a>,
}

impl<'a> Style<'a> {
    /// Reads the style of a theme; `None`, with a diagnostic, if a font or a colour is wrong.
    pub(super) fn read(theme: &'a [(String, Vec<u8>)], diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let find =
            |path: &str| theme.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice());
        let text = String::from_utf8_lossy(find(FILE).unwrap_or_default());
        let told = |wrong: Diagnostic| Box::new(wrong.at(Place::file(FILE)));
        let read = || -> Result<Self, Box<Diagnostic>> {
            let file: toml::Table = toml::from_str(&text)
                .map_err(|wrong| told(error!("theme::social", detail = wrong.message())))?;
            let table = file.get("social").and_then(toml::Value::as_table).cloned().unwrap_or_default();
            let value = |key: &str, default: &'static str| {
                table.get(key).and_then(toml::Value::as_str).unwrap_or(default).to_owned()
            };
            let font = |key: &str, default| {
                let path = value(key, default);
                let bytes = find(&path)
                    .ok_or_else(|| told(error!("theme::social", "no-file", file = path.as_str())))?;
                FontRef::from_index(bytes, 0)
                    .ok_or_else(|| told(error!("theme::social", "no-font", file = path)))
            };
            let colour = |key: &str, default| {
                let written = value(key, default);
                colour(&written).ok_or_else(|| {
                    told(error!("theme::social", "colour", key = key, example = default, value = written))
                })
            };
            Ok(Style {
                paper: colour("paper", "#fbfaf7")?,
                inks: [colour("ink", "#1e1c19")?, colour("soft", "#504a42")?, colour("accent", "#174a5b")?],
                regular: font("regular", "fonts/NotoSerif-Regular.ttf")?,
                bold: font("bold", "fonts/NotoSerif-Bold.ttf")?,
            })
        };
        read().map_err(|problem| diagnostics.push(*problem)).ok()
    }

    pub(super) fn colour(&self, ink: Ink) -> Colour {
        self.inks[ink as usize]
    }

    pub(super) fn font(&self, weight: Weight) -> FontRef<'a> {
        match weight {
            Weight::Regular => self.regular,
            Weight::Bold => self.bold,
        }
    }

    /// Returns the first letter of a text that one of the fonts lacks.
    pub(super) fn missing(&self, text: &str) -> Option<char> {
        let has = |c: char| [self.regular, self.bold].iter().all(|font| font.charmap().map(c) != 0);
        text.chars().find(|c| !c.is_whitespace() && !has(*c))
    }
}

/// Parses a colour like `#174a5b`.
fn colour(written: &str) -> Option<Colour> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::colour;

    #[test]
    fn colours_are_six_digits() {
        assert_eq!(colour("#174a5b"), Some([0x17, 0x4a, 0x5b]));
        for wrong in ["174a5b", "#fff", "#17x4a5", "#ñññ"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }
}
