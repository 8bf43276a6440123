//! Writes tantivy's segment as a pack: dictionary, postings, positions, field norms; and adds what the model
//! knows: texts, facets, and the names of the vocabulary's terms.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use actas_search_core::analysis::{Analyzer, Key, Language, fold_fully, is_stop_word, spelling};
use actas_search_core::pack::{
    FacetTable, FacetValue, FamilyRecord, FormRecord, PackedSegment, PassagePosting, PostingCounts,
    SegmentHeader, SegmentWriter, TermRecord, corrections,
};
use actas_search_core::schema::FIELD_COUNT;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::passages::Records;
use super::tantivy_index::LanguageIndex;
use super::vocabulary::NamedTerm;
use crate::model::{LanguageSite, Site};
use crate::vocabulary::Term;

/// Exports the index of a language.
pub(super) fn export(
    index: &LanguageIndex,
    site: &Site,
    language: &LanguageSite,
) -> tantivy::Result<PackedSegment> {
    let records = Records::new(site, language);
    let mut analyzers = Analyzers::new(index.languages());
    let mut dictionary = match index.segment() {
        Some(segment) => dictionary(index, segment, &mut analyzers)?,
        None => Dictionary::new(),
    };
    let readers = field_readers(index)?;
    let counts = counted(index, &readers, &dictionary)?;
    let mut writer = SegmentWriter::new(header(index, site, language), &records, &counts);
    let mut terms = terms_by_family(index, &readers, &mut analyzers.home);
    for family in terms.keys() {
        dictionary.entry(family.clone()).or_default();
    }
    let frequencies = dictionary.values().flatten().map(|(form, fields)| (form.as_str(), passages(fields)));
    let corrections = corrections(frequencies);
    for (key, forms) in &dictionary {
        let mut family = FamilyRecord { key: key.clone(), ..FamilyRecord::default() };
        for (place, (form, fields)) in forms.iter().enumerate() {
            family.forms.push(form_record(form, index, (&readers, fields))?);
            // Forms of one family are found together anyway.
            let correction = corrections.get(form.as_str()).filter(|form| analyzers.family(form) != *key);
            family.correction = family.correction.or(correction.map(|form| (place, (*form).to_owned())));
        }
        family.terms = terms.remove(key).unwrap_or_default();
        writer.add_family(&family);
    }
    Ok(writer.finish())
}

fn header(index: &LanguageIndex, site: &Site, language: &LanguageSite) -> SegmentHeader {
    let own = language.language.code.clone();
    let others = index.languages().iter().skip(1).map(|language| language.tag().to_owned());
    let facet_names = site.config.taxonomies.iter().map(|taxonomy| {
        let names = [taxonomy.id.as_str(), taxonomy.key.as_str()].into_iter();
        let names = names.chain(taxonomy.name.all()).chain(taxonomy.plural.all());
        let names = names.chain(taxonomy.aliases.iter().map(String::as_str));
        names.map(fold_fully).collect::<BTreeSet<_>>().into_iter().collect()
    });
    SegmentHeader {
        languages: std::iter::once(own).chain(others).collect(),
        tokens: index.token_counts(),
        holders: index.holders(),
        weights: site.config.weights,
        facet_names: facet_names.collect(),
        facets: site.config.taxonomies.iter().map(|taxonomy| facet(taxonomy, language)).collect(),
    }
}

fn facet(taxonomy: &crate::config::Taxonomy, language: &LanguageSite) -> FacetTable {
    let code = &language.language.code;
    let pages = language.taxonomies.iter().find(|pages| pages.taxonomy.id == taxonomy.id);
    // A term that is only mentioned narrows nothing; `passages::facet_places` counts in the same way.
    let terms = pages.into_iter().flat_map(|pages| &pages.terms).filter(|page| !page.reports.is_empty());
    let values = terms.map(|page| {
        let names = page.term.all_names().chain([page.term.id.as_str()]).map(fold_fully);
        FacetValue {
            id: page.term.id.clone(),
            label: facet_label(&page.term, code),
            names: names.collect::<BTreeSet<_>>().into_iter().collect(),
        }
    });
    let name = taxonomy.plural.get(code).unwrap_or(&taxonomy.id).to_owned();
    FacetTable { id: taxonomy.id.clone(), name, values: values.collect() }
}

/// Returns a term's name, preceded by its acronym.
fn facet_label(term: &Term, language: &str) -> String {
    match (term.short(language), term.label(language)) {
        (short, label) if short != label => format!("{short} – {label}"),
        (_, label) => label.to_owned(),
    }
}

/// About this many families are sampled for the statistics of postings: more would not improve the codes.
const COUNTED_FAMILIES: usize = 10_000;

/// Counts the values in the postings of some families.
fn counted(
    index: &LanguageIndex,
    readers: &[FieldReader],
    dictionary: &Dictionary,
) -> tantivy::Result<PostingCounts> {
    let mut counts = PostingCounts::default();
    let step = dictionary.len().div_ceil(COUNTED_FAMILIES).max(1);
    for (form, fields) in dictionary.values().step_by(step).flatten() {
        counts.add(&form_record(form, index, (readers, fields))?);
    }
    Ok(counts)
}

/// The fields that contain a form, with where its postings are.
type FormFields = Vec<(usize, TermInfo)>;

/// The forms of every family, both in order.
type Dictionary = BTreeMap<String, Vec<(String, FormFields)>>;

/// Returns about how many passages a form is in: the number for the field where it is most frequent.
fn passages(fields: &FormFields) -> u64 {
    fields.iter().map(|(_, info)| u64::from(info.doc_freq)).max().unwrap_or(0)
}

/// Returns every form of every field, by family.
fn dictionary(
    index: &LanguageIndex,
    segment: &SegmentReader,
    analyzers: &mut Analyzers,
) -> tantivy::Result<Dictionary> {
    let mut forms = BTreeMap::<String, FormFields>::new();
    for field in 0..FIELD_COUNT {
        let inverted = segment.inverted_index(index.tantivy_field(field))?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            let text = String::from_utf8_lossy(stream.key()).into_owned();
            if !Key::is_family_text(&text) {
                push_alone(forms.entry(text).or_default(), (field, stream.value().clone()));
            }
        }
    }
    let mut dictionary = Dictionary::new();
    for (form, fields) in forms {
        let family = analyzers.family(&form);
        push_alone(dictionary.entry(family).or_default(), (form, fields));
    }
    Ok(dictionary)
}

/// Adds to one of very many lists that mostly have one item, without reserving room for others.
fn push_alone<T>(list: &mut Vec<T>, item: T) {
    list.reserve_exact(1);
    list.push(item);
}

/// The readers of a field's postings.
struct FieldReader {
    inverted: Arc<InvertedIndexReader>,
    /// Read as a whole, so only once.
    norms: FieldNormReader,
}

/// Returns the readers of each field; empty if there are no passages.
fn field_readers(index: &LanguageIndex) -> tantivy::Result<Vec<FieldReader>> {
    let Some(segment) = index.segment() else { return Ok(Vec::new()) };
    let reader = |field| {
        let field = index.tantivy_field(field);
        Ok(FieldReader {
            inverted: segment.inverted_index(field)?,
            norms: segment.get_fieldnorms_reader(field)?,
        })
    };
    (0..FIELD_COUNT).map(reader).collect()
}

/// Analysers for the languages of an index.
struct Analyzers {
    home: Analyzer,
    others: Vec<Analyzer>,
}

impl Analyzers {
    fn new(languages: &[Language]) -> Analyzers {
        let mut analyzers = languages.iter().map(|language| Analyzer::new(*language));
        let home = analyzers.next().unwrap_or_else(|| Analyzer::new(Language::Other));
        Analyzers { home, others: analyzers.collect() }
    }

    fn family(&mut self, form: &str) -> String {
        Key::of_form(form, &mut self.home, &mut self.others).family
    }
}

/// Returns a form with its postings in these fields.
fn form_record(
    form: &str,
    index: &LanguageIndex,
    (readers, fields): (&[FieldReader], &FormFields),
) -> tantivy::Result<FormRecord> {
    let language = Language::of_form(form);
    let is_stop_word = language.is_some_and(|language| is_stop_word(language, spelling(form)));
    let is_stemmed = language.is_some() && !is_stop_word;
    let mut record = FormRecord { form: form.to_owned(), is_stemmed, is_stop_word, ..FormRecord::default() };
    for (field, info) in fields {
        record.fields[*field] = postings(index, &readers[*field], info)?;
    }
    Ok(record)
}

fn postings(
    index: &LanguageIndex,
    FieldReader { inverted, norms }: &FieldReader,
    info: &TermInfo,
) -> tantivy::Result<Vec<PassagePosting>> {
    let mut postings =
        inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
    let mut found = Vec::with_capacity(info.doc_freq as usize);
    while postings.doc() != TERMINATED {
        let mut positions = Vec::new();
        postings.positions(&mut positions);
        let doc = postings.doc();
        found.push(PassagePosting { id: index.passage(doc), norm: norms.fieldnorm_id(doc), positions });
        postings.advance();
    }
    Ok(found)
}

/// Returns each term with several names, along with the passages that have any of them, by the families that
/// the names begin with.
fn terms_by_family(
    index: &LanguageIndex,
    readers: &[FieldReader],
    home: &mut Analyzer,
) -> BTreeMap<String, Vec<Rc<TermRecord>>> {
    let mut by_family: BTreeMap<String, Vec<Rc<TermRecord>>> = BTreeMap::new();
    for NamedTerm { number, names, docs } in index.terms() {
        let mut record = TermRecord { number: *number, names: names.clone(), ..TermRecord::default() };
        // Without passages there are no readers and no documents.
        for (field, (reader, docs)) in readers.iter().zip(docs).enumerate() {
            record.fields[field] = term_postings(index, reader, docs);
        }
        let record = Rc::new(record);
        let families: BTreeSet<String> =
            names.iter().flat_map(|name| first_families(&name.text, home)).collect();
        for family in families {
            by_family.entry(family).or_default().push(Rc::clone(&record));
        }
    }
    by_family
}

/// Returns a term's postings in a field, given its documents.
fn term_postings(
    index: &LanguageIndex,
    FieldReader { norms, .. }: &FieldReader,
    docs: &[(DocId, u32)],
) -> Vec<PassagePosting> {
    let posting = |(doc, frequency): &(DocId, u32)| PassagePosting {
        id: index.passage(*doc),
        norm: norms.fieldnorm_id(*doc),
        positions: vec![0; *frequency as usize],
    };
    docs.iter().map(posting).collect()
}

/// Returns the families of a name's first word, and of its first word that is not a stop word: in another
/// language, the first may not be a stop word.
fn first_families(name: &str, home: &mut Analyzer) -> Vec<String> {
    let language = home.language();
    let mut firsts: Vec<String> = Vec::new();
    let mut is_found = false;
    home.tokens(name, &mut |token| {
        if firsts.is_empty() || !is_found {
            is_found = token.stem.is_none() || !is_stop_word(language, token.exact);
            if is_found || firsts.is_empty() {
                firsts.push(token.exact.to_owned());
            }
        }
    });
    // Names and words with the same spelling are in the same family.
    firsts.iter().map(|exact| Key::name(home, exact).family).collect()
}
