//! The dictionary: word families with their forms, and where their postings are.

use super::bits::Bits;
use super::varint::Bytes;
use super::{PackError, Wants};
use crate::analysis::{Key, spelling};
use crate::schema::FIELD_COUNT;
#[cfg(feature = "write")]
use crate::text::join;

/// In the head of a family: its postings are in list parts.
pub(super) const IN_LISTS: u64 = 1;
/// In the head of a family: a near and far more frequent spelling follows.
pub(super) const HAS_CORRECTION: u64 = 2;
/// In the head of a family: terms of the vocabulary follow.
pub(super) const HAS_TERMS: u64 = 4;
/// What the number of forms is shifted by.
pub(super) const FORMS_SHIFT: u32 = 3;
/// In the fields of a form: it has the stem of the family.
pub(super) const STEMMED: u8 = 1 << FIELD_COUNT;
/// In the fields of a form: it is a stop word. The pack holds only its strongest postings, without positions.
pub(super) const STOP_WORD: u8 = 1 << (FIELD_COUNT + 1);
/// In the fields of a form: it is in one passage of each of its fields.
pub(super) const ONCE: u8 = 1 << (FIELD_COUNT + 2);
/// Stands for the lengths of a form's ending where they do not fit in one byte.
pub(super) const LONG_ENDING: u8 = 0xff;
/// How many postings of a stop word are kept in each field.
pub const STOP_WORD_POSTINGS: u32 = 256;

/// A term of the vocabulary with at most this many postings has them inline with its names; with more, in
/// list parts.
pub const TERM_POSTINGS_BESIDE_MAX: u32 = 64;

/// The most list parts that a reader accepts for a family: a damaged one must not ask for millions.
pub const LIST_PARTS_MAX: u32 = 4096;

/// Precedes a name that occurs in the texts of the segment.
const WRITTEN: &str = "+";
/// Precedes any other name.
const UNWRITTEN: &str = "-";

/// A term of the vocabulary, as kept with the first word of each of its names.
#[derive(Clone, Debug, Default)]
pub struct VocabularyTerm<'a> {
    /// Its names, in every language.
    pub names: Vec<Name>,
    /// Where it occurs, under any of its names: a family with one form, which stands for it.
    pub family: Family<'a>,
}

/// A name of a term of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name, as written.
    pub text: String,
    /// Whether it occurs in the texts of the segment, with its words in one field of a passage.
    pub is_written: bool,
}

impl Name {
    fn decode(bytes: &mut Bytes<'_>) -> Name {
        let signed = bytes.str();
        let is_written = signed.starts_with(WRITTEN);
        if !is_written && !signed.starts_with(UNWRITTEN) {
            bytes.damaged(PackError::Malformed);
        }
        Name { text: signed.get(1..).unwrap_or_default().to_owned(), is_written }
    }

    /// Returns the name after its sign, as it is stored.
    #[cfg(feature = "write")]
    pub(super) fn signed(&self) -> String {
        join(&[if self.is_written { WRITTEN } else { UNWRITTEN }, &self.text], "")
    }
}

impl<'a> VocabularyTerm<'a> {
    fn decode(bytes: &mut Bytes<'a>) -> VocabularyTerm<'a> {
        let mut term = VocabularyTerm::default();
        let mut form = Form { form: Key::term_form(bytes.u32()), ..Form::default() };
        for _ in 0..bytes.count() {
            term.names.push(Name::decode(bytes));
        }
        let mask = bytes.u8();
        form.doc_freqs = decode_doc_freqs(bytes, mask);
        if form.doc_freqs.iter().fold(0, |sum: u32, count| sum.saturating_add(*count))
            > TERM_POSTINGS_BESIDE_MAX
        {
            term.family.lists = Some(decode_lists(bytes));
        } else {
            term.family.postings = Bits::new(bytes.slice());
        }
        term.family.forms.push(form);
        term
    }
}

/// A word family: the forms with one stem.
#[derive(Clone, Debug, Default)]
pub struct Family<'a> {
    /// The number of its terms part.
    pub(super) part: u32,
    /// Its place among the families of that part.
    pub(super) place: u32,
    /// The number of its list parts and how many there are, if its postings are there.
    pub lists: Option<(u32, u32)>,
    /// How many passages its stem is in, by field.
    pub stem_doc_freqs: [u32; FIELD_COUNT],
    /// The forms.
    pub forms: Vec<Form>,
    /// The place of a rare form, and the form that may have been meant: near, and far more frequent.
    pub correction: Option<(usize, &'a str)>,
    /// The terms of the vocabulary that have a name beginning with a form of this family.
    pub terms: Vec<VocabularyTerm<'a>>,
    /// The postings, unless they are in list parts.
    pub(super) postings: Bits<'a>,
}

impl<'a> Family<'a> {
    /// Returns the family that has a form: this one, or that of a term kept with it.
    pub(super) fn with(&self, form: &str) -> &Family<'a> {
        self.terms.iter().map(|term| &term.family).find(|family| family.form(form).is_some()).unwrap_or(self)
    }

    /// Returns the form with this spelling.
    pub fn form(&self, form: &str) -> Option<&Form> {
        self.forms.iter().find(|known| known.form == form)
    }

    /// Returns how many passages a key of this family is in, by field.
    pub fn doc_freqs(&self, key: &Key) -> [u32; FIELD_COUNT] {
        if key.form.is_empty() {
            return self.stem_doc_freqs;
        }
        self.with(&key.form).form(&key.form).map_or([0; FIELD_COUNT], |form| form.doc_freqs)
    }
}

/// A form of a family.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The form, as in [`crate::analysis::Key`].
    pub form: String,
    /// Whether it has the stem of the family: it is neither a name nor a stop word.
    pub is_stemmed: bool,
    /// Whether it is a stop word.
    pub is_stop_word: bool,
    /// How many passages it is in, by field.
    pub doc_freqs: [u32; FIELD_COUNT],
}

/// Walks the families of a terms part.
pub(super) struct Families<'a> {
    bytes: Bytes<'a>,
    key: Vec<u8>,
    part: u32,
    place: u32,
}

impl<'a> Families<'a> {
    /// Begins at the first family of terms part `part`.
    pub(super) fn new(part: u32, content: &'a [u8]) -> Self {
        Families { bytes: Bytes::new(content), key: Vec::new(), part, place: 0 }
    }

    /// The key of the family that `next` returned last.
    pub(super) fn key(&mut self) -> &str {
        self.bytes.text(&self.key)
    }

    /// Returns the next family, not decoded yet.
    pub(super) fn next(&mut self, wants: &mut Wants) -> Option<Undecoded<'a>> {
        self.bytes.tell(wants);
        if self.bytes.is_empty() {
            return None;
        }
        self.bytes.key(&mut self.key);
        let undecoded =
            Undecoded { bytes: Bytes::new(self.bytes.slice()), part: self.part, place: self.place };
        self.place += 1;
        Some(undecoded)
    }
}

/// A family that was found but not decoded.
#[derive(Clone, Copy)]
pub(super) struct Undecoded<'a> {
    bytes: Bytes<'a>,
    part: u32,
    place: u32,
}

impl<'a> Undecoded<'a> {
    /// Decodes the family of this key.
    pub(super) fn decode(self, key: &str, wants: &mut Wants) -> Family<'a> {
        let mut bytes = self.bytes;
        let head = bytes.varint();
        let mut family = Family { part: self.part, place: self.place, ..Family::default() };
        if head & IN_LISTS != 0 {
            family.lists = Some(decode_lists(&mut bytes));
        }
        let count = u32::try_from(head >> FORMS_SHIFT).unwrap_or(u32::MAX);
        for _ in 0..bytes.limited(count) {
            family.forms.push(decode_form(&mut bytes, key));
        }
        let mut stemmed = 0;
        for form in family.forms.iter().filter(|form| form.is_stemmed) {
            family.stem_doc_freqs = form.doc_freqs;
            stemmed += 1;
        }
        if stemmed > 1 {
            let mask = bytes.u8();
            family.stem_doc_freqs = decode_doc_freqs(&mut bytes, mask);
        }
        if head & HAS_CORRECTION != 0 {
            family.correction = Some((bytes.u32() as usize, bytes.str()));
        }
        if head & HAS_TERMS != 0 {
            for _ in 0..bytes.count() {
                family.terms.push(VocabularyTerm::decode(&mut bytes));
            }
        }
        bytes.tell(wants);
        family.postings = Bits::new(bytes.rest());
        family
    }
}

/// Reads the number of list parts, and how many there are.
fn decode_lists(bytes: &mut Bytes<'_>) -> (u32, u32) {
    let (list, count) = (bytes.u32(), bytes.u32());
    if count > LIST_PARTS_MAX {
        bytes.damaged(PackError::Malformed);
    }
    (list, count.min(LIST_PARTS_MAX))
}

/// Reads a form: how many bytes of the stem it drops, its ending, its fields. A word has the mark of the
/// family, a name has none.
fn decode_form(bytes: &mut Bytes<'_>, key: &str) -> Form {
    let stem = spelling(key);
    let (without, ending) = match bytes.u8() {
        LONG_ENDING => (bytes.u32() as usize, bytes.slice()),
        lengths => (usize::from(lengths >> 4), bytes.take(usize::from(lengths & 15))),
    };
    let kept = stem.len().checked_sub(without).unwrap_or_else(|| {
        bytes.damaged(PackError::Malformed);
        0
    });
    let mut form = stem.as_bytes()[..kept].to_vec();
    form.extend_from_slice(ending);
    bytes.unfold(form.len());
    let mask = bytes.u8();
    if mask & (STEMMED | STOP_WORD) != 0 {
        form.extend_from_slice(&key.as_bytes()[stem.len()..]);
    }
    Form {
        form: bytes.text(&form).to_owned(),
        is_stemmed: mask & STEMMED != 0,
        is_stop_word: mask & STOP_WORD != 0,
        doc_freqs: decode_doc_freqs(bytes, mask),
    }
}

fn decode_doc_freqs(bytes: &mut Bytes<'_>, mask: u8) -> [u32; FIELD_COUNT] {
    let mut doc_freqs = [0; FIELD_COUNT];
    for (field, count) in doc_freqs.iter_mut().enumerate() {
        if mask & (1 << field) != 0 {
            *count = if mask & ONCE != 0 { 1 } else { bytes.u32() };
        }
    }
    doc_freqs
}
