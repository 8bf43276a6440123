//! What is indexed for a passage, and how much each part of it weighs.

/// A named part of a passage, indexed on its own.
///
/// The discriminant is the field's place in every array "by field" and in the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The report's title; only the head passage of a report has it.
    Title = 0,
    /// The heading of a headed section.
    Heading = 1,
    /// The text of the passage.
    Body = 2,
    /// Names of the report's terms in every language of the site; only the head passage has it.
    Terms = 3,
}

/// How many fields there are.
pub const FIELD_COUNT: usize = 4;

/// Some of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields(u8);

impl Fields {
    /// All of them.
    pub const ALL: Fields = Fields((1 << FIELD_COUNT) - 1);
    /// Titles alone.
    pub const TITLE: Fields = Fields(1 << Field::Title as u8);
    /// What the report's author wrote: everything but the names of its terms.
    pub const WRITTEN: Fields = Fields(Fields::ALL.0 & !(1 << Field::Terms as u8));

    /// Whether the field of this number is among them.
    pub fn contains(self, field: usize) -> bool {
        self.0 >> field & 1 == 1
    }

    /// Returns the numbers of the fields.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        (0..FIELD_COUNT).filter(move |field| self.contains(*field))
    }
}

impl Field {
    /// Every field, in the order of its discriminant.
    pub const ALL: [Field; FIELD_COUNT] = [Field::Title, Field::Heading, Field::Body, Field::Terms];

    /// Returns the field's name in tantivy's schema and in `site.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Heading => "heading",
            Field::Body => "body",
            Field::Terms => "terms",
        }
    }
}

/// A passage within one segment: the report's place (newest first) and the passage's place in it.
///
/// Passage 0 is the report's head: its title, terms and introduction. Order is reading order, so a
/// smaller report number is a newer report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId {
    /// The report's place in its segment, 0 for the newest.
    pub report: u32,
    /// The passage's place in its report, 0 for the head.
    pub passage: u32,
}

/// What a further match of the same clause adds to the best score, as a share of its own.
pub const TIE_BREAKER: f32 = 0.3;

/// How much each way of matching counts. `docs/site-toml.md` says what raising each does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Factor of a match in each [`Field`], by discriminant.
    pub fields: [f32; FIELD_COUNT],
    /// Factor of a word found by its stem rather than as written.
    pub stem: f32,
    /// Factor of a word found by its beginning.
    pub prefix: f32,
    /// Factor of a term found by another of its names.
    pub synonym: f32,
    /// Factor of a word found by a near spelling.
    pub spelling: f32,
    /// What words that stand together add to the score, as a share of it.
    pub proximity: f32,
    /// The advantage of the newest report over the oldest, as a share of the score.
    pub recency: f32,
}

impl Weights {
    /// Returns every weight, in the order of the pack.
    pub fn all(&self) -> impl Iterator<Item = f32> {
        let Weights { fields, stem, prefix, synonym, spelling, proximity, recency } = *self;
        fields.into_iter().chain([stem, prefix, synonym, spelling, proximity, recency])
    }
}

impl Default for Weights {
    /// Body text, to which a title belongs as well, is the yardstick; a report's terms count little, so that a
    /// point which discusses an initiative comes before a report that merely lists it.
    fn default() -> Self {
        Weights {
            fields: [1.0, 1.3, 1.0, 0.2],
            stem: 0.9,
            prefix: 0.3,
            synonym: 0.8,
            spelling: 0.6,
            proximity: 0.2,
            recency: 0.05,
        }
    }
}
