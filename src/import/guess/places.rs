//! Finds where a meeting was. A town is taken from what says that the meeting was there, never from the text.

use std::ops::Range;

use super::countries::Countries;
use super::lines::{Labelled, Line, Text, all_labelled, labelled, unlabelled};
use super::{Guess, Guesses, Material, Source, found_in};
use crate::import::blocks::{Role, What};
use crate::language::cities::{Cities, City};
use crate::language::countries::country_of_region;
use crate::language::dates;
use crate::language::known::{Languages, Phrase, WordList};
use crate::language::words::{Words, folded_words};

/// The most words of the name of a town.
const CITY_WORDS_MAX: usize = 6;
/// The hall of a town is a place if `en` stands within so many words before it.
const HALL_WITHIN: usize = 12;
/// The most words of a line that is the name of a hall.
const NAME_WORDS_MAX: usize = 6;
/// The most words of the name of a country.
const COUNTRY_WORDS_MAX: usize = 10;
/// A sentence after the head opens the meeting if it says so within so many words.
const OPENING_WORDS_MAX: usize = 14;
/// The most words of a title that says where the meeting was.
const TITLE_WORDS_MAX: usize = 45;
/// In a title of no more words whatever names a meeting at a distance says so.
const SHORT_TITLE_WORDS_MAX: usize = 12;
/// The most words of a line of the head that says no more than that the meeting was held at a distance.
const ALONE_WORDS_MAX: usize = 3;
/// It is one of so many first lines.
const FIRST_MAX: usize = 8;
/// The sentence that opens a meeting says within so many words that it was held at a distance.
const VIRTUAL_WORDS_MAX: usize = 60;
/// The value of the key `place` of a meeting at a distance.
const VIRTUAL: &str = "virtual";

/// The most words of the name of a town that is told by the building before it.
const TOWN_WORDS_MAX: usize = 3;

/// A place, as a text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    city: String,
    /// The ISO 3166-1 code of its country, if it is said or the city leaves no doubt.
    country: Option<String>,
    /// Which words say it.
    words: Range<usize>,
}

/// What places are found with.
struct Finder<'f> {
    countries: &'f Countries,
    cities: &'static Cities,
    data: &'static Languages,
    /// Whether several lines of the head are a name and a country, as those of people are.
    lists_people: bool,
    /// The towns of the bodies that the head names: `Oakham` of `Oakham Parish Council`.
    towns: Vec<String>,
    /// The code of the document's language.
    language: &'f str,
}

/// What a line says of the place.
enum Where {
    /// The meeting was held at a distance.
    Virtual,
    Town(Place),
}

/// How a line may say the place of the meeting, and the words in which it does.
type Way = for<'l> fn(&Finder<'_>, &'l Line) -> Option<(Where, &'l str)>;

/// The ways, the surest first.
const WAYS: [Way; 6] = [after_label, in_title, in_opening, of_body, before_date, alone];

/// Guesses city and country, or that there are none since the meeting was held at a distance.
pub(super) fn guess(material: &Material<'_>, text: &Text, countries: &Countries, guesses: &mut Guesses) {
    let lines = &text.lines;
    let mut finder = Finder::new(countries);
    finder.language = material.language;
    let head = lines.iter().chain(&text.headers).filter(|line| line.is_head);
    finder.towns = head.filter_map(|line| finder.town_of_body(&line.text)).collect();
    finder.lists_people = lines.iter().filter(|line| alone(&finder, line).is_some()).count() > 1;
    let first = |lines: &[Line]| {
        WAYS.iter().find_map(|way| {
            lines.iter().find_map(|line| {
                let (said, text) = way(&finder, line)?;
                Some((said, text.to_owned(), line.block))
            })
        })
    };
    // What says that there is no place outweighs whatever names one, as the line with which letters begin.
    let virtual_line = lines.iter().enumerate().find_map(|(at, line)| {
        let label = match after_label(&finder, line) {
            Some((Where::Virtual, text)) => Some(text.to_owned()),
            _ => None,
        };
        label.or_else(|| finder.says_virtual(line, at)).map(|text| (text, line.block))
    });
    let said = first(lines).or_else(|| first(&text.headers));
    match (virtual_line, said) {
        (Some((shown, block)), None | Some((Where::Town(_), ..)))
        | (_, Some((Where::Virtual, shown, block))) => {
            let source = Source { block: Some(block), text: shown.clone() };
            guesses.place = Some(Guess { value: VIRTUAL.to_owned(), from: found_in(&shown), source });
        }
        (_, Some((Where::Town(place), text, block))) => {
            let words = Words::new(&text);
            let shown = &text[words.place(place.words.start).start..words.place(place.words.end - 1).end];
            let source = Source { block: Some(block), text: shown.to_owned() };
            let guess = |value| Guess { value, from: found_in(shown), source: source.clone() };
            guesses.country = place.country.map(guess);
            guesses.city = Some(guess(place.city));
        }
        (None, None) => {}
    }
}

/// `Lugar: Casa Presidencial, Ciudad de Panamá, Panamá`, `Ciudad: Quito`, `Modalidad: virtual`.
fn after_label<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    if !line.is_front {
        return None;
    }
    all_labelled(&line.text, finder.data).into_iter().find_map(|Labelled { label, value }| {
        let is_place = finder.data.is_label_of(WordList::LabelPlace, &label);
        if finder.data.is_label_of(WordList::LabelDay, &label)
            && !is_place
            && let Some(place) = finder.town_before_day(value.trim())
        {
            return Some((Where::Town(place), value.trim()));
        }
        let is_city = finder.data.whole(Phrase::CityLabels, &label);
        if !is_place && !is_city {
            return None;
        }
        let words = Words::new(value);
        let place = finder.within(&words).or_else(|| if is_city { finder.unknown(&words, 0) } else { None });
        if let Some(place) = place {
            return Some((Where::Town(place), value));
        }
        finder.is_virtual(&words).then_some((Where::Virtual, value))
    })
}

/// `Acta de la reunión de Quito, Ecuador`, `Minuta de la reunión virtual`.
fn in_title<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    let words = Words::new(&line.text);
    let place = if finder.is_title(line, &words) { finder.after_at(&words)? } else { return None };
    Some((Where::Town(place), &line.text))
}

/// `En la ciudad de Quito, siendo las nueve horas …`, `The meeting was held in Bangkok, Thailand, on …`.
fn in_opening<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    let words = Words::new(&line.text);
    let place = if finder.opens(line, &words) {
        finder.after_at(&words).or_else(|| finder.before_hour(&words))?
    } else {
        return None;
    };
    Some((Where::Town(place), &line.text))
}

/// `Quito, 3 de abril de 2017`, `Quito, Ecuador, 3 de abril de 2017`: nothing but place and date.
fn before_date<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    let text = Some(unlabelled(&line.text)).filter(|_| line.is_head)?;
    finder.town_before_day(text).map(|place| (Where::Town(place), text))
}

/// `LUGAR: recinto del Concejo` of `Concejo Municipal de Lautaro`, `held at Oakham Church` of `OAKHAM PARISH COUNCIL`: the town of
/// the body that met, where the place is one of that town.
fn of_body<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    let text = Some(line.text.as_str()).filter(|_| line.is_front)?;
    let words = Words::new(text);
    let place = finder.towns.iter().find_map(|town| {
        let name = folded_words(town);
        let is_at = |at: usize| {
            let before = at.checked_sub(1).map(|at| words.folded(at));
            before.is_some_and(|before| finder.data.is(WordList::At, before))
                || (at > 0 && words.gap_before(at).contains(':'))
        };
        let is_named = |at: &usize| {
            let end = at + name.len();
            let has_hall =
                (end..words.len().min(end + 2)).any(|at| finder.data.is(WordList::Rooms, words.folded(at)));
            is_at(*at) && words.continues(*at, &name) && has_hall
        };
        let hall = (0..words.len()).find(|at| {
            let is_hall = finder.data.length_at(Phrase::Halls, &words, *at).is_some();
            let article = usize::from(*at > 0 && matches!(words.folded(*at - 1), "the" | "el" | "la"));
            is_hall && is_at(*at - article)
        });
        let named = (0..words.len()).find(is_named).map(|at| at..at + name.len());
        let place = named.or_else(|| hall.map(|at| at..at + 1))?;
        let known = Words::new(town);
        let cities = finder.cities.at(&known, 0).filter(|(_, end)| *end == known.len());
        let country =
            cities.filter(|(cities, _)| cities.len() == 1).map(|(cities, _)| cities[0].country.clone());
        Some(Place { city: capitalised(town, finder.data), country, words: place })
    })?;
    Some((Where::Town(place), text))
}

/// `Quito, Ecuador`; of a city that is not known alone where there are no more such lines.
fn alone<'l>(finder: &Finder<'_>, line: &'l Line) -> Option<(Where, &'l str)> {
    let text = Some(line.text.as_str()).filter(|_| line.is_head && !line.is_item && !line.is_announced)?;
    let words = Words::new(text);
    let is_meant = !finder.lists_people || (words.len() > 0 && finder.cities.at(&words, 0).is_some());
    let whole = finder.country_after(&words, 0).filter(|place| place.words.end == words.len());
    // `TETBURY TOWN COUNCIL OFFICES`
    let hall =
        || finder.of_hall(&words).filter(|place| place.words.start == 0 && words.len() <= NAME_WORDS_MAX);
    let place = whole.filter(|_| is_meant).or_else(hall)?;
    Some((Where::Town(place), text))
}

impl<'f> Finder<'f> {
    fn new(countries: &'f Countries) -> Finder<'f> {
        Finder {
            countries,
            cities: Cities::load(),
            data: Languages::load(),
            lists_people: false,
            towns: Vec::new(),
            language: "",
        }
    }

    /// Returns the town that a text begins with before its day: `Quito, 3 de mayo de 2019`.
    fn town_before_day(&self, text: &str) -> Option<Place> {
        let words = Words::new(text);
        let found = dates::find(&words, self.data);
        let day = found.first().filter(|day| day.words.start > 0)?;
        // In English what stands before a date is seldom a town.
        let unknown = || self.unknown(&words, 0).filter(|_| self.language != "en");
        let place = self.place_at(&words, 0).or_else(unknown)?;
        // A weekday, small words, or after a comma a province: `Tonantzintla, Puebla, a 6 de febrero de 2026`.
        let end = place.words.end;
        let has_province = end < day.words.start && words.gap_before(end).trim() == ",";
        let province = self.name_end(&words, end).filter(|next| has_province && *next <= day.words.start);
        let province = province.unwrap_or(end);
        let is_between = |at: usize| {
            at < province || self.data.weekday(words.folded(at)).is_some() || words.folded(at).len() <= 3
        };
        let ends = (day.words.end..words.len()).all(|at| words.written(at).chars().all(char::is_numeric));
        let goes_on =
            words.gap_before(end).contains([',', '.', '-', '–', '(', '/']) || words.folded(end) == "a";
        let is_whole = end <= day.words.start && (end..day.words.start).all(is_between);
        (goes_on && is_whole && ends).then_some(place)
    }

    /// Returns the town of a body that a text names: `Oakham Parish Council`, `Concejo Municipal de Lautaro`.
    fn town_of_body(&self, text: &str) -> Option<String> {
        let words = Words::new(text);
        let name = |range: Range<usize>| {
            let name = &words.text[words.place(range.start).start..words.place(range.end - 1).end];
            self.may_be_town(&words, range).then(|| name.to_owned())
        };
        let after = |at: usize| {
            let start = at + self.data.length_at(Phrase::TownBodies, &words, at)?;
            let known = (start < words.len()).then(|| self.cities.at(&words, start)).flatten();
            let end = known.map(|(_, end)| end).or_else(|| self.name_end(&words, start))?;
            name(start..end)
        };
        let before = |at: usize| {
            self.data.length_at(Phrase::BodiesOfTowns, &words, at)?;
            let is_name = |at: &usize| {
                words.written(*at).starts_with(char::is_uppercase)
                    && words.gap_before(*at + 1).trim().is_empty()
                    && !self.data.is(WordList::Small, words.folded(*at))
                    && !self.data.is(WordList::Titles, words.folded(*at))
            };
            let start = at - (0..at).rev().take(TOWN_WORDS_MAX).take_while(is_name).count();
            if start < at { name(start..at) } else { None }
        };
        (0..words.len()).find_map(|at| after(at).or_else(|| before(at)))
    }

    /// Whether a line is a title, or speaks of the meeting as titles do.
    fn is_title(&self, line: &Line, words: &Words<'_>) -> bool {
        let speaks_of_it = self.data.has(WordList::Titles, words, 0..words.len());
        let is_labelled = labelled(&line.text)
            .is_some_and(|labelled| !labelled.label.iter().any(|word| self.data.is(WordList::Records, word)));
        line.is_head && words.len() <= TITLE_WORDS_MAX && speaks_of_it && !is_labelled
    }

    /// Whether a line begins with the sentence that opens the meeting.
    fn opens(&self, line: &Line, words: &Words<'_>) -> bool {
        let opens = self.data.find(Phrase::Opening, words).filter(|_| line.is_near);
        let is_sited = || line.is_front && self.data.find(Phrase::Sited, words).is_some();
        opens.is_some_and(|at| line.is_front || at <= OPENING_WORDS_MAX) || is_sited()
    }

    /// Returns the words in which a title, or the sentence that opens the meeting, says that it was held at a distance.
    fn says_virtual(&self, line: &Line, at: usize) -> Option<String> {
        let words = Words::new(&line.text);
        if let Some(call) = self.is_call(line, &words) {
            return Some(line.text[words.place(0).start..words.place(call).end].to_owned());
        }
        let first = self.data.find(Phrase::Virtual, &words)?;
        // `Teleconference`
        let is_alone = at < FIRST_MAX && line.is_head && words.len() <= ALONE_WORDS_MAX && !line.is_item;
        let before = &line.text[words.place(first.saturating_sub(2)).start..words.place(first).start];
        let way = |text: &str| self.data.find(Phrase::VirtualWays, &Words::new(text)).is_some();
        // `Vía Zoom, siendo las nueve`
        let is_way = way(before) || way(words.written(first)) || words.folded(first) == "via";
        let opens = self.opens(line, &words) && is_way && first <= VIRTUAL_WORDS_MAX;
        let is_hybrid = self.data.find(Phrase::Hybrid, &words).is_some();
        let is_title =
            self.is_title(line, &words) && !line.is_item && (is_way || words.len() <= SHORT_TITLE_WORDS_MAX);
        // `Detalles: reunión online, de 19 a 21 h`, `26/04/21 Zoom 19:00 – 22:00`
        let is_meeting =
            first.checked_sub(1).is_some_and(|at| self.data.is(WordList::Titles, words.folded(at)));
        let is_short = line.is_front && !line.is_item && words.len() <= SHORT_TITLE_WORDS_MAX;
        let is_detail =
            is_short && (is_meeting && labelled(&line.text).is_some() || self.is_time(line, &words, first));
        if !(is_alone || is_title || opens || is_detail) || is_hybrid {
            return None;
        }
        let (from, to) = (first.saturating_sub(3), (first + 3).min(words.len()) - 1);
        Some(line.text[words.place(from).start..words.place(to).end].to_owned())
    }

    /// Whether a line of the head says no more than a day, hours and the way of meeting at `way`.
    fn is_time(&self, line: &Line, words: &Words<'_>, way: usize) -> bool {
        let days = dates::find(words, self.data);
        let length = self.data.length_at(Phrase::Virtual, words, way).unwrap_or(1);
        let is_said = |at: usize| {
            (way..way + length).contains(&at)
                || days.iter().any(|day| day.words.contains(&at))
                || self.data.weekday(words.folded(at)).is_some()
                || words.folded(at).starts_with(|c: char| c.is_ascii_digit())
                || words.folded(at).len() <= 2
                || (words.written(at).len() <= 4 && words.written(at).chars().all(char::is_uppercase))
        };
        line.is_head && !days.is_empty() && (0..words.len()).all(is_said)
    }

    /// Whether a title is that of a call: `Accessibility Task Force Call`, perhaps with its day.
    fn is_call(&self, line: &Line, words: &Words<'_>) -> Option<usize> {
        let end = dates::find(words, self.data).first().map_or(words.len(), |day| day.words.start);
        let last = end.checked_sub(1).filter(|last| *last > 0 && line.is_head && !line.is_item)?;
        let is_short = words.len() <= SHORT_TITLE_WORDS_MAX && labelled(&line.text).is_none();
        let is_capital = words.written(last).starts_with(char::is_uppercase);
        let is_named = self.data.length_at(Phrase::Calls, words, last).is_some() && is_capital;
        (is_short && is_named && words.folded(last - 1) != "roll").then_some(last)
    }

    /// Whether what a label says is that a meeting was held at a distance, and not in a room as well: `Auditorio y por Zoom`.
    fn is_virtual(&self, words: &Words<'_>) -> bool {
        let virtual_rooms = ["sala", "room"];
        let has_room = (0..words.len()).any(|at| {
            let word = words.folded(at);
            self.data.is(WordList::Rooms, word) && !virtual_rooms.contains(&word)
        });
        // `LG23 + Teams`
        let is_both = (1..words.len()).any(|at| words.gap_before(at).contains(['+', '&']));
        let is_said = [Phrase::Virtual, Phrase::VirtualPlaces]
            .iter()
            .any(|phrase| self.data.find(*phrase, words).is_some());
        is_said && self.data.find(Phrase::Hybrid, words).is_none() && !has_room && !is_both
    }

    /// Returns the place that stands in what a label says: at its beginning, after a comma, after `en` or `ciudad de`.
    fn within(&self, words: &Words<'_>) -> Option<Place> {
        let begins = |at: usize| {
            let gap = words.gap_before(at);
            at == 0
                || gap.contains([',', '(', '-', '–', '/', '.', ';', ':'])
                || self.is_before_town(words, at)
        };
        let ends = |place: &Place| self.ends(words, place);
        let whole =
            (0..words.len()).filter(|at| begins(*at)).find_map(|at| self.place_at(words, at).filter(ends));
        // `Congress Center Basel, Switzerland`
        let of_name = |at: usize| {
            self.place_at(words, at).filter(|place| place.words.len() > 1 && self.is_confirmed(words, place))
        };
        whole
            .or_else(|| (1..words.len()).find_map(of_name))
            .or_else(|| (1..words.len()).find_map(|at| self.after_postcode(words, at)))
            .or_else(|| self.of_hall(words))
            .or_else(|| self.after_building(words, 0))
    }

    /// Returns the town by the name of its hall: `en el salón de plenos del Ayuntamiento de Ronda`, `in Tintern Village Hall`.
    fn of_hall(&self, words: &Words<'_>) -> Option<Place> {
        let is_at = |at: usize| self.data.is(WordList::At, words.folded(at));
        let after = |at: usize| {
            let start = at + self.data.length_at(Phrase::TownHalls, words, at)?;
            let is_place = at == 0 || (at.saturating_sub(HALL_WITHIN)..at).any(is_at);
            let known = || self.place_at(words, start).or_else(|| self.unknown(words, start));
            if is_place && start < words.len() { known() } else { None }
        };
        let before = |at: usize| {
            self.data.length_at(Phrase::HallsOfTowns, words, at)?;
            let is_name = |at: &usize| {
                words.written(*at).starts_with(char::is_uppercase)
                    && words.gap_before(*at + 1).trim().is_empty()
                    && !is_at(*at)
            };
            let start = at - (0..at).rev().take(TOWN_WORDS_MAX).take_while(is_name).count();
            let is_place = start == 0 || is_at(start - 1);
            if start < at && matches!(words.folded(start), "the" | "a" | "our" | "this") {
                return None;
            }
            if !is_place || start == at || !self.may_be_town(words, start..at) {
                return None;
            }
            let name = &words.text[words.place(start).start..words.place(at - 1).end];
            let known = self.cities.at(words, start).filter(|(_, end)| *end == at).map(|(cities, _)| cities);
            let country = known.filter(|cities| cities.len() == 1).map(|cities| cities[0].country.clone());
            Some(Place { city: capitalised(name, self.data), country, words: start..at })
        };
        (0..words.len()).find_map(|at| after(at).or_else(|| before(at)))
    }

    /// Whether a name ends with a place, and does not go on: `Cali` in `Hotel Cali Plaza`.
    fn ends(&self, words: &Words<'_>, place: &Place) -> bool {
        let end = place.words.end;
        end == words.len()
            || !words.gap_before(end).trim().is_empty()
            || !words.written(end).starts_with(char::is_uppercase)
                && !self.data.is(WordList::Of, words.folded(end))
    }

    /// Whether a city that is known stands before its own country.
    fn is_confirmed(&self, words: &Words<'_>, place: &Place) -> bool {
        let known = self.cities.at(words, place.words.start);
        known.is_some_and(|(cities, end)| {
            place.words.end > end && cities.iter().any(|city| Some(&city.country) == place.country.as_ref())
        })
    }

    /// Returns the town after the name of a building and a comma, at the end or before a day: `at the Bluecoat School, Wigan`.
    /// In English alone: elsewhere what stands there is as often a floor, a street, an office.
    fn after_building(&self, words: &Words<'_>, from: usize) -> Option<Place> {
        if self.language != "en" {
            return None;
        }
        let comma = (from + 1..words.len()).rev().find(|at| {
            words.gap_before(*at).trim() == "," && {
                let end = self.name_end(words, *at);
                end.is_some_and(|end| self.ends_place(words, end))
            }
        })?;
        let end = self.name_end(words, comma).filter(|end| end - comma <= TOWN_WORDS_MAX)?;
        let has_building = (from..comma).any(|at| self.data.is(WordList::Rooms, words.folded(at)));
        self.unknown(words, comma).filter(|_| has_building).map(|place| Place { words: comma..end, ..place })
    }

    /// Whether what says where a meeting was ends here: the text does, or `on`, a day of the week, a number comes.
    fn ends_place(&self, words: &Words<'_>, end: usize) -> bool {
        end == words.len()
            || matches!(words.folded(end), "on" | "at" | "from")
            || self.data.weekday(words.folded(end)).is_some()
            || words.folded(end).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the words before `at` are `en` or `en la ciudad de`.
    fn is_before_town(&self, words: &Words<'_>, at: usize) -> bool {
        let is = |before: usize, kind| at >= before && self.data.is(kind, words.folded(at - before));
        let after_article = matches!(at.checked_sub(1).map(|at| words.folded(at)), Some("la" | "el" | "the"));
        is(1, WordList::At)
            || (after_article && is(2, WordList::At))
            || (is(1, WordList::Of) && is(2, WordList::Towns))
    }

    /// Returns the place after words that say that the meeting was there: `en la ciudad de`, `En Quito, a los`.
    fn after_at(&self, words: &Words<'_>) -> Option<Place> {
        let found = |at: usize| {
            if !self.is_before_town(words, at) {
                return None;
            }
            let is_town = self.data.is(WordList::Of, words.folded(at - 1));
            let known = self.place_at(words, at).filter(|place| self.ends(words, place));
            known.or_else(|| if is_town { self.unknown(words, at) } else { None })
        };
        let building = || {
            let at = (1..words.len()).find(|at| self.data.is(WordList::At, words.folded(at - 1)))?;
            self.after_building(words, at)
        };
        let with_region = || {
            let begins = |at: usize| words.gap_before(at).trim().ends_with(',');
            (1..words.len()).filter(|at| begins(*at)).find_map(|at| self.region_after(words, at))
        };
        let after_code = || (1..words.len()).find_map(|at| self.after_postcode(words, at));
        let of_town = || (1..words.len()).find_map(|at| self.after_town(words, at));
        let found = (1..words.len()).find_map(found);
        found
            .or_else(of_town)
            .or_else(with_region)
            .or_else(after_code)
            .or_else(|| self.of_hall(words))
            .or_else(building)
    }

    /// Returns the town, also one that is not known, with which a sentence begins before the hour or the day: `En Martos, siendo las
    /// nueve horas`.
    fn before_hour(&self, words: &Words<'_>) -> Option<Place> {
        let place = self
            .unknown(words, 1)
            .filter(|_| words.len() > 1 && self.data.is(WordList::At, words.folded(0)))?;
        let end = place.words.end;
        let is_hour = end < words.len()
            && words.gap_before(end).trim() == ","
            && matches!(words.folded(end), "siendo" | "a" | "as" | "sendo" | "essent");
        is_hour.then_some(place)
    }

    /// Returns the place after a postcode: `201 rue de Vaugirard 75015 Paris`.
    fn after_postcode(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        let code = words.folded(at - 1);
        let is_code = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
        let is_next = is_code && words.gap_before(at).chars().all(char::is_whitespace);
        let known = || self.place_at(words, at).filter(|place| self.ends(words, place));
        if is_next { known().or_else(|| self.unknown(words, at)) } else { None }
    }

    /// Returns the town after the word for one, in an address: `calle Freire 8, comuna Lautaro`.
    fn after_town(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        let is_town = self.data.is(WordList::Towns, words.folded(at - 1));
        let is_address = at > 1 && words.gap_before(at - 1).contains([',', '(']);
        if is_town && is_address { self.unknown(words, at) } else { None }
    }

    /// Returns the place that begins at a word: a city that is known, or any with its country.
    fn place_at(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        let with_country = self.country_after(words, at).or_else(|| self.region_after(words, at));
        with_country.or_else(|| {
            let (cities, end) = (at < words.len()).then(|| self.cities.at(words, at)).flatten()?;
            let City { name, .. } = cities.first()?;
            // Two countries have one of that name.
            let country = Some(&cities[0].country)
                .filter(|country| cities.iter().all(|city| city.country == **country));
            Some(Place { city: name.clone(), country: country.cloned(), words: at..end })
        })
    }

    /// Returns the place that begins at a word, if after a comma a state or a province stands that addresses name instead of the
    /// country: `Springfield, IL 62701`.
    fn region_after(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        let end = self.name_end(words, at).filter(|end| *end < words.len() && end - at <= TOWN_WORDS_MAX)?;
        let (country, last) = self.region_at(words, end)?;
        let is_town = self.may_be_town(words, at..end) && words.gap_before(end).trim() == ",";
        let name = &words.text[words.place(at).start..words.place(end - 1).end];
        is_town.then(|| Place { city: capitalised(name, self.data), country: Some(country), words: at..last })
    }

    /// Returns the code of the country whose state or province begins at a word, and where its name ends.
    fn region_at(&self, words: &Words<'_>, at: usize) -> Option<(String, usize)> {
        let lengths = (1..=2).rev().filter(|length| at + length <= words.len());
        lengths.into_iter().find_map(|length| {
            let name = &words.text[words.place(at).start..words.place(at + length - 1).end];
            let country = country_of_region(name)?;
            Some((country.to_owned(), at + length))
        })
    }

    /// Returns the place that begins at a word, if its country stands after it: `Granada, Nicaragua`; also with a province
    /// between: `Medellín, Antioquia, Colombia`.
    fn country_after(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        if at >= words.len() {
            return None;
        }
        let known = self.cities.at(words, at);
        let end = known.map_or_else(|| self.name_end(words, at), |(_, end)| Some(end))?;
        let is_apart = |at: usize| {
            at < words.len() && matches!(words.gap_before(at).trim(), "," | "(" | "-" | "–" | "/" | ".")
        };
        let starts = [Some(end), self.name_end(words, end).filter(|_| known.is_some() && is_apart(end))];
        let mut starts = starts.into_iter().flatten().filter(|start| is_apart(*start));
        let (code, country_end) = starts.find_map(|start| self.country_at(words, start, words.len()))?;
        let own = known.and_then(|(cities, _)| cities.iter().find(|city| city.country == code));
        if own.is_none() {
            // `Guatemala, Honduras` are two countries; `Panamá, Panamá` is a city in its country.
            let is_other = |start: usize| {
                let other = self.country_at(words, start, end);
                other.is_some_and(|(other, other_end)| other_end == end && other != code)
            };
            if (at..end).any(is_other) || !self.may_be_town(words, at..end) {
                return None;
            }
        }
        let name = &words.text[words.place(at).start..words.place(end - 1).end];
        let city = own.map_or_else(|| capitalised(name, self.data), |city| city.name.clone());
        Some(Place { city, country: Some(code), words: at..country_end })
    }

    /// Returns the code of the country whose name begins at a word, and where the name ends, at the latest before `last`.
    fn country_at(&self, words: &Words<'_>, at: usize, last: usize) -> Option<(String, usize)> {
        let last = last.min(at + COUNTRY_WORDS_MAX).checked_sub(1).filter(|last| *last >= at)?;
        // Of a text of any length no more is read than a name has.
        let name = Words::new(&words.text[words.place(at).start..words.place(last).end]);
        let mention = self.countries.find(&name).into_iter().find(|mention| mention.words.start == 0)?;
        Some((self.countries.code(&mention).to_owned(), at + mention.words.end))
    }

    /// Returns where the capitalised words end that begin at a word, with small ones between them.
    fn name_end(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let mut end = at;
        for next in at..words.len().min(at + CITY_WORDS_MAX) {
            if next > at && !words.gap_before(next).chars().all(|c| c == ' ' || c == '-') {
                break;
            }
            if words.written(next).starts_with(char::is_uppercase) {
                end = next + 1;
            } else if next == at || !self.data.is(WordList::Small, words.folded(next)) {
                break;
            }
        }
        (end > at).then_some(end)
    }

    /// Whether words can be the name of a town: none of them is of a room, a body, a report.
    fn may_be_town(&self, words: &Words<'_>, name: Range<usize>) -> bool {
        const OTHERS: [WordList; 6] = [
            WordList::Rooms,
            WordList::Titles,
            WordList::Records,
            WordList::TookPart,
            WordList::At,
            WordList::LabelDay,
        ];
        let is_other = |at: usize| OTHERS.iter().any(|kind| self.data.is(*kind, words.folded(at)));
        let is_month = |at: usize| {
            self.data.month(words.folded(at)).is_some() || self.data.weekday(words.folded(at)).is_some()
        };
        let folded: Vec<String> = name.clone().map(|at| words.folded(at).to_owned()).collect();
        let is_said = self.data.whole(Phrase::Sections, &folded) || self.data.is_label(&folded);
        // `SRCF Garden Party`
        let is_capitals =
            |at: &usize| words.written(*at).len() > 1 && !words.written(*at).chars().any(char::is_lowercase);
        let capitals = name.clone().filter(is_capitals).count();
        let is_mixed = capitals > 0 && capitals < name.len();
        !is_said && !is_mixed && !name.into_iter().any(|at| is_other(at) || is_month(at))
    }

    /// Returns a town that is not known, by the capitalised words that begin at a word.
    fn unknown(&self, words: &Words<'_>, at: usize) -> Option<Place> {
        let end = self.name_end(words, at)?;
        let name = &words.text[words.place(at).start..words.place(end - 1).end];
        let is_country = self.country_at(words, at, end).is_some_and(|(_, country_end)| country_end == end);
        let is_region = self.region_at(words, at).is_some_and(|(_, last)| last == end);
        let is_town = self.may_be_town(words, at..end) && !is_country && !is_region;
        is_town.then(|| Place { city: capitalised(name, self.data), country: None, words: at..end })
    }
}

/// Returns a name as it is usually written, if it stands in capitals.
fn capitalised(name: &str, data: &Languages) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let lower = word.to_lowercase();
        if data.is(WordList::Small, &lower) && !name.starts_with(word) {
            return lower;
        }
        let mut characters = lower.chars();
        characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Notes the lines of the head that say nothing but the place and the date that the front matter has.
pub(super) fn take_lines(lines: &[Line], countries: &Countries, guesses: &mut Guesses) {
    let data = Languages::load();
    let (Some(city), dates) = (&guesses.city, &guesses.dates) else { return };
    let finder = Finder::new(countries);
    let mut used = Vec::new();
    let is_taken = |line: &&Line| {
        line.is_head && line.is_plain && line.role == Role::Text && labelled(&line.text).is_none()
    };
    for line in lines.iter().filter(is_taken) {
        let words = Words::new(&line.text);
        let mut is_said = vec![false; words.len()];
        for found in dates::find(&words, data) {
            if dates.as_ref().is_some_and(|dates| dates.value == (found.start, found.end)) {
                is_said[found.words].fill(true);
            }
        }
        if let Some(place) = finder.place_at(&words, 0).filter(|place| place.city == city.value)
            && (place.country.is_none()
                || guesses.country.as_ref().map(|country| &country.value) == place.country.as_ref())
        {
            is_said[place.words].fill(true);
        }
        if !is_said.is_empty() && is_said.iter().all(|said| *said) {
            used.push((line.block, What::Moved));
        }
    }
    guesses.used.extend(used);
}
