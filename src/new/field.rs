//! A key of the front matter to be filled: its question, the accepted answers, and new terms.

use std::io;

use super::{NewTerm, not_empty};
use crate::dialogue::{Choice, Chosen, Dialogue, find, find_near};
use crate::messages::{Message, Text, message};
use crate::url::slugify_or;
use crate::vocabulary::index::COUNTRIES;

/// A key to be filled.
pub(super) struct Field {
    pub(super) key: String,
    /// Whether it takes a single value.
    pub(super) is_single: bool,
    /// Whether a single value is written as a text rather than as a list of one.
    pub(super) is_text: bool,
    /// Whether only the choices are accepted.
    pub(super) is_closed: bool,
    /// The vocabulary to which new terms are added.
    pub(super) vocabulary: Option<String>,
    pub(super) choices: Vec<Choice>,
}

/// The values filled in so far.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) values: Vec<(String, Vec<String>)>,
    pub(super) new_terms: Vec<NewTerm>,
}

impl Filled {
    /// Takes values from the command line. Terms must be in their vocabulary.
    pub(super) fn take(&mut self, field: &Field, given: &[&str]) -> Result<(), Message> {
        let is_free = !field.is_closed && field.vocabulary.is_none();
        let mut values = Vec::new();
        for value in given {
            match find(value, &field.choices) {
                Some(choice) => values.push(choice.id.clone()),
                None if is_free => values.push((*value).to_owned()),
                None => return Err(field.unknown(value)),
            }
        }
        self.values.push((field.key.clone(), values));
        Ok(())
    }

    /// Asks for values.
    pub(super) fn ask(
        &mut self,
        field: &Field,
        is_required: bool,
        dialogue: &mut Dialogue<'_>,
    ) -> io::Result<()> {
        let question = field.question(is_required);
        loop {
            let (values, new_terms) = if field.choices.is_empty() {
                let answer = dialogue.ask(&question, None)?;
                let parts = answer.split(if field.is_single { '\n' } else { ',' });
                let texts = parts.map(str::trim).filter(|text| !text.is_empty());
                (texts.map(str::to_owned).collect(), Vec::new())
            } else {
                let chosen = dialogue.choose(&question, &field.choices)?;
                match field.accept(chosen, dialogue)? {
                    Ok(accepted) => accepted,
                    Err(problem) => {
                        dialogue.say(&problem)?;
                        continue;
                    }
                }
            };
            if values.is_empty() && is_required {
                dialogue.say(&message!("new_is-required", key = field.key.as_str()))?;
            } else if field.is_single && values.len() > 1 {
                dialogue.say(&message!("new_only-one", key = field.key.as_str()))?;
            } else {
                if !values.is_empty() {
                    self.values.push((field.key.clone(), values));
                }
                self.new_terms.extend(new_terms);
                return Ok(());
            }
        }
    }
}

/// The ids of the choices, and the new terms among them.
type Accepted = (Vec<String>, Vec<NewTerm>);

impl Field {
    /// Returns the question for it.
    fn question(&self, is_required: bool) -> Message {
        let specific = Text::find(&format!("new_ask-{}", self.key), "").map(Message::of);
        let what = specific.unwrap_or_else(|| message!("new_ask-other", key = self.key.as_str()));
        let need = if is_required { "required" } else { "optional" };
        match (self.choices.is_empty(), self.is_single) {
            (true, true) => message!("new_question-text", what = what, need = need),
            (true, false) => message!("new_question-list", what = what, need = need),
            (false, true) => message!("new_question-one", what = what, need = need),
            (false, false) => message!("new_question-several", what = what, need = need),
        }
    }

    /// Takes the choices. New terms are added to the vocabulary after confirmation.
    fn accept(
        &self,
        chosen: Vec<Chosen>,
        dialogue: &mut Dialogue<'_>,
    ) -> io::Result<Result<Accepted, Message>> {
        let (mut values, mut new_terms) = (Vec::new(), Vec::new());
        for one in chosen {
            match (one, &self.vocabulary) {
                (Chosen::Known(id), _) => values.push(id),
                (Chosen::New(typed), None) if !self.is_closed => values.push(typed),
                (Chosen::New(typed), None) => return Ok(Err(self.unknown(&typed))),
                (Chosen::New(typed), Some(vocabulary)) => {
                    let question =
                        message!("new_add-term", term = typed.as_str(), file = format!("{vocabulary}.toml"));
                    if !dialogue.confirm(&question)? {
                        return Ok(Err(message!("new_not-added", term = typed)));
                    }
                    let Some(term) = self.new_term(vocabulary, &typed, dialogue)? else {
                        return Ok(Err(message!("new_no-country", term = typed)));
                    };
                    values.push(term.id.clone());
                    new_terms.push(term);
                }
            }
        }
        Ok(Ok((values, new_terms)))
    }

    /// Returns the term that was entered; `None` for a country that is not given by its code.
    fn new_term(
        &self,
        vocabulary: &str,
        typed: &str,
        dialogue: &mut Dialogue<'_>,
    ) -> io::Result<Option<NewTerm>> {
        let (id, name) = if vocabulary == COUNTRIES {
            if typed.len() != 2 || !typed.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                return Ok(None);
            }
            let question = message!("new_ask-country-name", code = typed.to_uppercase());
            (typed.to_uppercase(), dialogue.ask_until(&question, None, not_empty)?)
        } else {
            (free_id(typed, &self.choices), typed.to_owned())
        };
        Ok(Some(NewTerm { vocabulary: vocabulary.to_owned(), id, name }))
    }

    fn unknown(&self, typed: &str) -> Message {
        match find_near(typed, &self.choices) {
            Some(near) => {
                message!("new_unknown-near", term = typed, key = self.key.as_str(), near = near.id.as_str())
            }
            None => message!("new_unknown", term = typed, key = self.key.as_str()),
        }
    }
}

/// Returns an id that is not used by any choice.
fn free_id(name: &str, choices: &[Choice]) -> String {
    let id = slugify_or(name, "term");
    let is_free = |id: &str| choices.iter().all(|choice| choice.id != id);
    if is_free(&id) {
        return id;
    }
    let numbered = (2..).map(|number| format!("{id}-{number}")).find(|id| is_free(id));
    numbered.unwrap_or(id)
}
