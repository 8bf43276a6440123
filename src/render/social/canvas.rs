//! An image while it is drawn: lines of text on a plain background, in few colours, written as a PNG with a
//! palette.

use swash::FontRef;
use swash::scale::{Render, ScaleContext, Source};
use swash::shape::ShapeContext;
use swash::text::Script;
use swash::zeno::{Format, Vector};

use super::style::{Ink, Style, Weight};
use super::{MARGIN, SIZE};

/// The number of tones from the background to each ink, used to draw the edges of letters.
const TONES: u8 = 8;
/// The distance between lines, relative to the size of the letters.
const LEADING: f32 = 1.22;
/// The lowest position of text, in pixels from the top.
pub(super) const BOTTOM: f32 = SIZE.1 as f32 - MARGIN + 20.0;
/// The width of a text, in pixels.
const WIDTH: f32 = SIZE.0 as f32 - 2.0 * MARGIN;

/// How a text is set.
pub(super) struct Line<'a> {
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    /// The sizes to try, in pixels: the first that needs at most `lines` lines is used, otherwise the last.
    pub(super) sizes: &'a [f32],
    /// The maximum number of lines; longer text ends in `…`.
    pub(super) lines: usize,
}

/// What a line's glyphs look like.
#[derive(Clone, Copy)]
struct Lettering<'f> {
    font: FontRef<'f>,
    /// In pixels.
    size: f32,
    ink: Ink,
}

/// Where a row of a glyph begins, which may be outside the picture.
struct Pixel {
    left: i32,
    y: i32,
}

/// An image.
pub(super) struct Canvas<'a> {
    style: &'a Style<'a>,
    /// The colour of each pixel, as an index in the palette.
    pixels: Vec<u8>,
    shapes: ShapeContext,
    scales: ScaleContext,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(style: &'a Style<'a>) -> Self {
        let pixels = vec![0; SIZE.0 as usize * SIZE.1 as usize];
        Canvas { style, pixels, shapes: ShapeContext::new(), scales: ScaleContext::new() }
    }

    /// Draws a bar over the whole width, at the top.
    pub(super) fn bar(&mut self, ink: Ink, height: usize) {
        self.pixels[..height * SIZE.0 as usize].fill(tone(ink, TONES - 1));
    }

    /// Draws a text with its top at `y`, and returns its bottom.
    pub(super) fn text(&mut self, text: &str, line: &Line<'_>, y: f32) -> f32 {
        let font = self.style.font(line.weight);
        let mut set = (Vec::new(), 0.0);
        for size in line.sizes {
            set = (self.wrapped(text, font, *size), *size);
            if set.0.len() <= line.lines {
                break;
            }
        }
        let (mut lines, size) = set;
        if lines.len() > line.lines {
            lines.truncate(line.lines);
            self.shorten(&mut lines[line.lines - 1], font, size);
        }
        let mut baseline = y + size * 0.92;
        let lettering = Lettering { font, size, ink: line.ink };
        for line_text in &lines {
            self.draw(line_text, lettering, baseline);
            baseline += size * LEADING;
        }
        y + lines.len() as f32 * size * LEADING
    }

    /// Breaks a text into lines between words, and words that are too long.
    fn wrapped(&mut self, text: &str, font: FontRef<'_>, size: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut width = 0.0;
        let space = self.width(" ", font, size);
        for word in text.split_whitespace() {
            let word_width = self.width(word, font, size);
            let fits = width > 0.0 && width + space + word_width <= WIDTH;
            let at = lines.len() - 1;
            if width == 0.0 {
                lines[at].push_str(word);
                width = word_width;
            } else if fits {
                lines[at].push(' ');
                lines[at].push_str(word);
                width += space + word_width;
            } else {
                lines.push(word.to_owned());
                width = word_width;
            }
            while width > WIDTH {
                let rest = self.split(&mut lines, font, size);
                width = self.width(&rest, font, size);
                lines.push(rest);
            }
        }
        lines
    }

    /// Cuts the last line where it becomes too long, and returns the rest.
    fn split(&mut self, lines: &mut [String], font: FontRef<'_>, size: f32) -> String {
        let Some(line) = lines.last_mut() else { return String::new() };
        let mut width = 0.0;
        let mut letter = [0; 4];
        for (at, c) in line.char_indices() {
            width += self.width(c.encode_utf8(&mut letter), font, size);
            if width > WIDTH && at > 0 {
                return line.split_off(at);
            }
        }
        String::new()
    }

    /// Ends a line in `…`, removing words to make room for it.
    fn shorten(&mut self, line: &mut String, font: FontRef<'_>, size: f32) {
        let mark = self.width("…", font, size);
        while self.width(line, font, size) + mark > WIDTH {
            let Some(end) = line.rfind(' ') else { break };
            line.truncate(end);
        }
        line.truncate(line.trim_end_matches([' ', ',', '.', ';', ':', '(', '«', '–']).len());
        line.push('…');
    }

    fn width(&mut self, text: &str, font: FontRef<'_>, size: f32) -> f32 {
        self.glyphs(text, font, size).last().map_or(0.0, |(_, _, end)| *end)
    }

    /// Returns the glyphs of a text, each with its start and the start of the next one.
    fn glyphs(&mut self, text: &str, font: FontRef<'_>, size: f32) -> Vec<(u16, f32, f32)> {
        let mut shaper = self.shapes.builder(font).script(Script::Latin).size(size).build();
        shaper.add_str(text);
        let mut glyphs = Vec::new();
        let mut x = 0.0;
        shaper.shape_with(|cluster| {
            for glyph in cluster.glyphs {
                glyphs.push((glyph.id, x + glyph.x, x + glyph.advance));
                x += glyph.advance;
            }
        });
        glyphs
    }

    fn draw(&mut self, text: &str, lettering: Lettering<'_>, baseline: f32) {
        let Lettering { font, size, ink } = lettering;
        let baseline = baseline.round();
        for (id, x, _) in self.glyphs(text, font, size) {
            let x = MARGIN + x;
            let mut scaler = self.scales.builder(font).size(size).hint(false).build();
            let offset = Vector::new(x.fract(), 0.0);
            let glyph =
                Render::new(&[Source::Outline]).format(Format::Alpha).offset(offset).render(&mut scaler, id);
            let Some(glyph) = glyph.filter(|glyph| glyph.placement.width > 0) else { continue };
            let left = x.floor() as i32 + glyph.placement.left;
            let top = baseline as i32 - glyph.placement.top;
            for (row, coverage) in glyph.data.chunks_exact(glyph.placement.width as usize).enumerate() {
                self.blend(ink, coverage, Pixel { left, y: top + row as i32 });
            }
        }
    }

    /// Draws a row of a glyph; where two glyphs overlap, the darker tone stays.
    fn blend(&mut self, ink: Ink, coverage: &[u8], at: Pixel) {
        let Pixel { left, y } = at;
        let Some(y) = usize::try_from(y).ok().filter(|y| *y < SIZE.1 as usize) else { return };
        for (column, covered) in coverage.iter().enumerate() {
            let strength = (u16::from(*covered) * u16::from(TONES - 1) + 127) / 255;
            let Ok(x) = usize::try_from(left + column as i32) else { continue };
            if strength == 0 || x >= SIZE.0 as usize {
                continue;
            }
            let pixel = &mut self.pixels[y * SIZE.0 as usize + x];
            *pixel = (*pixel).max(tone(ink, strength as u8));
        }
    }

    /// Returns the image as a PNG (ISO/IEC 15948) with indexed colours.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette());
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        // Writing to a vector cannot fail, and the number of pixels matches the header.
        let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels));
        bytes
    }

    fn palette(&self) -> Vec<u8> {
        let mix = |ink: u8, paper: u8, strength: u8| {
            let [ink, paper, strength, whole] = [ink, paper, strength, TONES - 1].map(u16::from);
            ((ink * strength + paper * (whole - strength) + whole / 2) / whole) as u8
        };
        let mut palette = Vec::new();
        for ink in Ink::ALL.map(|ink| self.style.colour(ink)) {
            for strength in 0..TONES {
                palette.extend((0..3).map(|channel| mix(ink[channel], self.style.paper[channel], strength)));
            }
        }
        palette
    }
}

/// Returns how many lines of letters of this size fit in a height, in pixels.
pub(super) fn lines_in(height: f32, size: f32) -> usize {
    // The cast turns a negative number into zero.
    (height / (size * LEADING)) as usize
}

/// Returns the index in the palette of an ink at a strength.
fn tone(ink: Ink, strength: u8) -> u8 {
    ink as u8 * TONES + strength
}
