//! A point as an entry of the register: its text, the point that it is part of, its acts, and its mentions.

use std::collections::{BTreeMap, BTreeSet};

use super::{label, list_link};
use crate::model::{Act, ListOf, Point, Report, TermPlace};
use crate::parse::passages::{Passage, PassageKind};
use crate::render::templates::{ActItem, Agreement, Lead, Link};
use crate::render::view::View;
use crate::sections::votes::Vote;

/// The maximum length of an entry's text, in characters; nearly all points are shorter.
const TEXT_CHARS_MAX: usize = 1000;
/// The maximum length of the text of a brief entry, in characters.
const BRIEF_CHARS_MAX: usize = 160;
/// The maximum length of the text shown of the point above a sub-point, in characters.
const LEAD_CHARS_MAX: usize = 160;

/// Returns a point as an entry that does not follow the point that it is part of.
pub(super) fn agreement(view: View<'_>, report: &Report, point: &Point) -> Agreement {
    let passage = &report.passages[point.passage];
    let written = &report.written;
    let register = &view.language.register;
    let lists = register.lists_with(report, point);
    let lists: Vec<&str> = lists.iter().map(|list| list.path.as_str()).collect();
    let kinds = kinds(view, &point.acts);
    let addressed = |term: &TermPlace| point.acts.iter().any(|act| act.addressees.contains(term));
    let mentions = report.mentions.get(point.passage).into_iter().flatten();
    let mentions = mentions.filter(|term| !addressed(term)).map(|term| list_of_term(view, *term));
    Agreement {
        label: match passage.kind {
            PassageKind::Head => view.text("passage_head").to_owned(),
            _ => passage.label.clone(),
        },
        numbered: passage.kind == PassageKind::Point,
        href: view.passage_href(report, point.passage),
        paragraphs: paragraphs(&written.passages.text(point.passage), point),
        parent: parent(report, point).map(|at| Lead {
            label: report.passages[at].label.clone(),
            href: view.passage_href(report, at),
            text: shortened(written.passages.text(at).lines().next().unwrap_or_default(), LEAD_CHARS_MAX),
        }),
        follows: false,
        vote: point.vote.as_ref().map(|vote| told(view, vote)),
        followed: Vec::new(),
        kinds,
        mentions: mentions.collect(),
        lists: lists.join(" "),
    }
}

/// Returns how a vote went, in words.
fn told(view: View<'_>, vote: &Vote) -> String {
    let count = |(count, one, other): (Option<u32>, &'static str, &'static str)| {
        let count = count?;
        let text = view.language.strings.get(if count == 1 { one } else { other });
        Some(text.replace("{count}", &count.to_string()))
    };
    let counts = [
        (vote.in_favour, "vote_in_favour", "vote_in_favour"),
        (vote.against, "vote_against", "vote_against"),
        (vote.abstentions, "vote_abstention", "vote_abstentions"),
    ];
    let unanimous = vote.unanimous.then(|| view.language.strings.get("vote_unanimous").to_owned());
    unanimous.into_iter().chain(counts.into_iter().filter_map(count)).collect::<Vec<_>>().join(", ")
}

/// Returns what of the text of a point is shown: the sentences that decide something, or all of it, up to a length.
fn paragraphs(text: &str, point: &Point) -> Vec<String> {
    let sentences = point.sentences.iter().filter_map(|range| text.get(range.clone()));
    let decisive: String = sentences.collect::<Vec<_>>().join("\n");
    let shown = if decisive.is_empty() { text } else { &decisive };
    shortened(shown, TEXT_CHARS_MAX).lines().map(str::to_owned).collect()
}

/// Returns an entry with only the beginning of its text.
pub(super) fn brief(whole: Agreement) -> Agreement {
    Agreement {
        paragraphs: vec![shortened(&whole.paragraphs.join(" "), BRIEF_CHARS_MAX)],
        parent: None,
        follows: false,
        vote: None,
        followed: Vec::new(),
        kinds: Vec::new(),
        mentions: Vec::new(),
        ..whole
    }
}

/// Returns the passage of the point that a sub-point is part of.
pub(super) fn parent(report: &Report, point: &Point) -> Option<usize> {
    let is_point = |passage: &Passage| passage.kind == PassageKind::Point;
    let passage = Some(&report.passages[point.passage]).filter(|passage| is_point(passage))?;
    let (label, _) = passage.anchor.rsplit_once('-')?;
    let before = &report.passages[..point.passage];
    before.iter().rposition(|passage| is_point(passage) && passage.anchor == label)
}

/// Returns the kinds of act of a report's points, in the order of the vocabulary, with the number of points
/// of each.
pub(in crate::render) fn kinds_of_report(view: View<'_>, report: &Report) -> Vec<ActItem> {
    let mut counts = BTreeMap::<usize, usize>::new();
    for point in &*report.points {
        let kinds: BTreeSet<usize> = point.acts.iter().map(|act| act.kind).collect();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let item = |(kind, count)| ActItem { count, ..act_item(view, kind) };
    counts.into_iter().map(item).collect()
}

/// Returns the kinds of these acts without duplicates, each with the addressees of all acts of that kind.
fn kinds(view: View<'_>, acts: &[Act]) -> Vec<ActItem> {
    let mut merged: Vec<(usize, Vec<TermPlace>)> = Vec::new();
    for act in acts {
        let at = merged.iter().position(|(kind, _)| *kind == act.kind).unwrap_or_else(|| {
            merged.push((act.kind, Vec::new()));
            merged.len() - 1
        });
        for addressee in &act.addressees {
            if !merged[at].1.contains(addressee) {
                merged[at].1.push(*addressee);
            }
        }
    }
    let item = |(kind, addressees): (usize, Vec<TermPlace>)| ActItem {
        addressees: addressees.iter().map(|place| list_of_term(view, *place)).collect(),
        ..act_item(view, kind)
    };
    merged.into_iter().map(item).collect()
}

fn act_item(view: View<'_>, kind: usize) -> ActItem {
    let list = list_link(view, ListOf::Kind(kind));
    ActItem {
        title: label(view, ListOf::Kind(kind)),
        href: list.map(|list| list.href).unwrap_or_default(),
        addressees: Vec::new(),
        count: 1,
    }
}

/// Returns the link to the points about a term.
fn list_of_term(view: View<'_>, place: TermPlace) -> Link {
    let link = view.term_link(place);
    match list_link(view, ListOf::Term(place)) {
        Some(list) => Link { href: list.href, ..link },
        None => link,
    }
}

/// Returns a text of at most this many characters, cut after a word and then ending in `…`.
fn shortened(text: &str, chars_max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars_max) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:.".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_after_a_word() {
        let check = |text, chars, expect| assert_eq!(shortened(text, chars), expect);
        check("años y años", 11, "años y años");
        check("años, y años", 7, "años…");
        check("ñandúes", 3, "ñan…");
        check("", 3, "");
    }
}
