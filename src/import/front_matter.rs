//! Writes what was guessed as a front matter, each guess marked for a person to look at.

use super::guess::{FollowUp, Guess, Guesses};
use crate::config::Config;
use crate::messages::{Message, Speech, message, text};
use crate::parse::stated;
use crate::sections::commitments::{From, Stated};

/// What a front matter is written from.
pub struct Material<'a> {
    /// What was guessed.
    pub guesses: &'a Guesses,
    /// The site's settings.
    pub config: &'a Config,
    /// The language of the comments.
    pub speech: Speech,
    /// The name of the file that the report was made from.
    pub source: &'a str,
    /// Whether that file tells what the report does not: deleted text, comments.
    pub source_is_private: bool,
    /// Whether the numbering begins anew after the points.
    pub restarts: bool,
    /// The commitments that the text states.
    pub commitments: &'a [Stated],
}

/// Writes the front matter, with its lines `+++`.
pub fn write(material: &Material<'_>) -> String {
    let Material { guesses, config, speech, .. } = material;
    let mut out = Out { text: String::new(), speech: *speech, unclear: &guesses.unclear };
    // Nobody has looked at the guesses yet.
    out.line(&format!("draft = true  # {}", message!("import-review-draft").text(*speech)));
    out.guess("title", guesses.title.as_ref().map(|guess| (text(&guess.value), &guess.from)));
    let dates = guesses.dates.as_ref();
    out.guess("date", dates.map(|guess| (guess.value.0.to_string(), &guess.from)));
    let end = dates.and_then(|guess| Some((guess.value.1?.to_string(), &guess.from)));
    if end.is_some() {
        out.guess("end_date", end);
    }
    for (key, guess) in &guesses.terms {
        let is_single = config.taxonomies.iter().any(|taxonomy| taxonomy.key == *key && taxonomy.series);
        let value = match guess.value.as_slice() {
            [single] if is_single => text(single),
            values => list(values),
        };
        out.guess(key, Some((value, &guess.from)));
    }
    optional(&mut out, "session", guesses.session.as_ref());
    optional(&mut out, "place", guesses.place.as_ref());
    optional(&mut out, "city", guesses.city.as_ref());
    optional(&mut out, "country", guesses.country.as_ref());
    if let Some(guess) = &guesses.delegations {
        out.guess("delegations", Some((list(&guess.value), &guess.from)));
    }
    for key in &config.required {
        if !out.has(key) {
            out.guess(key, None);
        }
    }
    if material.restarts {
        out.guess("points", Some(("true".to_owned(), &message!("import-review-points"))));
    }
    let source = format!("source = {}", text(material.source));
    if material.source_is_private {
        out.line(&format!("# {source}  # {}", message!("import-review-source").text(*speech)));
    } else {
        out.line(&source);
    }
    // Tables come last: keys below one would be its own.
    material.commitments.iter().for_each(|stated| out.commitment(stated));
    guesses.follow_ups.iter().for_each(|guess| out.follow_up(guess));
    format!("+++\n{}+++\n", out.text)
}

fn optional(out: &mut Out<'_>, key: &str, guess: Option<&Guess<String>>) {
    if let Some(guess) = guess {
        out.guess(key, Some((text(&guess.value), &guess.from)));
    }
}

struct Out<'g> {
    text: String,
    speech: Speech,
    unclear: &'g [(&'static str, Message)],
}

impl Out<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn has(&self, key: &str) -> bool {
        self.text
            .lines()
            .any(|line| line.split(['=', ' ']).find(|word| !word.is_empty() && *word != "#") == Some(key))
    }

    /// Writes a commitment, with where it was found.
    fn commitment(&mut self, stated: &Stated) {
        let review = message!("import-review").text(self.speech);
        let from = match stated.from {
            From::Labels => text!("import-review-commitment-labels"),
            From::Table => text!("import-review-commitment-table"),
            From::Section => text!("import-review-commitment-section"),
            From::Agreement => text!("import-review-commitment-agreement"),
            From::Sentence => text!("import-review-commitment-sentence"),
        };
        self.line("");
        self.line(&format!("[[commitments]]  # {review}: {}", Message::of(from).text(self.speech)));
        for (key, value) in stated::entries(stated) {
            self.line(&format!("{key} = {value}"));
        }
    }

    /// Writes what became of an earlier agreement, as comments: which report is meant, the import cannot know.
    fn follow_up(&mut self, guess: &Guess<FollowUp>) {
        let review = message!("import-review").text(self.speech);
        let from = one_line(&guess.from.text(self.speech));
        self.line("");
        self.line(&format!("# [[follow_up]]  # {review}: {from}"));
        self.line("# of = \"\"");
        self.line(&format!("# state = {}", text(guess.value.state)));
    }

    /// Writes a key with its value and where it comes from; as a comment, if nothing was found.
    fn guess(&mut self, key: &str, found: Option<(String, &Message)>) {
        let review = message!("import-review").text(self.speech);
        match found {
            Some((value, from)) => {
                let from = one_line(&from.text(self.speech));
                self.line(&format!("{key} = {value}  # {review}: {from}"));
            }
            None => {
                let unclear = self.unclear.iter().find(|(of, _)| *of == key).map(|(_, why)| why.clone());
                let why = unclear.unwrap_or_else(|| message!("import-review-missing"));
                let missing = one_line(&why.text(self.speech));
                self.line(&format!("# {key} =  # {review}: {missing}"));
            }
        }
    }
}

/// A comment of TOML is one line without control characters.
fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn text(value: &str) -> String {
    toml::Value::String(one_line(value)).to_string()
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| text(value)).collect();
    format!("[{}]", values.join(", "))
}
