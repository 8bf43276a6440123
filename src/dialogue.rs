//! Questions and answers on a terminal, as plain lines: they can be read aloud, piped and tested.

use std::io::{self, BufRead, Write};

use crate::diagnostic::nearest;
use crate::messages::{Message, Speech};
use crate::url::slugify;
use crate::visible::shown;

/// A conversation: lines come in, lines go out.
pub struct Dialogue<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    speech: Speech,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is written to the file for it.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// Its other names.
    pub names: Vec<String>,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A choice of the list, by its id.
    Known(String),
    /// Something not on the list, as typed.
    New(String),
}

impl<'a> Dialogue<'a> {
    /// Begins a conversation.
    pub fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write, speech: Speech) -> Dialogue<'a> {
        Dialogue { input, output, speech }
    }

    /// Says a line.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn say(&mut self, message: &Message) -> io::Result<()> {
        writeln!(self.output, "{}", message.text(self.speech))
    }

    /// Asks for a line. An empty answer returns `default`, which is shown, or an empty string.
    ///
    /// # Errors
    /// When the input has ended.
    pub fn ask(&mut self, question: &Message, default: Option<&str>) -> io::Result<String> {
        let shown = default.map(|default| format!(" [{}]", shown(default))).unwrap_or_default();
        write!(self.output, "{}{shown} ", question.text(self.speech))?;
        self.output.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            let ended = Message::new("dialogue_ended").text(self.speech);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, ended));
        }
        let answer = line.trim();
        Ok(if answer.is_empty() { default.unwrap_or_default().to_owned() } else { answer.to_owned() })
    }

    /// Asks until `read` accepts the answer; says why when it does not.
    ///
    /// # Errors
    /// When the input has ended.
    pub fn ask_until<T>(
        &mut self,
        question: &Message,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, Message>,
    ) -> io::Result<T> {
        loop {
            match read(&self.ask(question, default)?) {
                Ok(answer) => return Ok(answer),
                Err(problem) => self.say(&problem)?,
            }
        }
    }

    /// Asks a yes-or-no question; an empty answer is yes.
    ///
    /// # Errors
    /// When the input has ended.
    pub fn confirm(&mut self, question: &Message) -> io::Result<bool> {
        self.ask_until(question, None, |answer| match answer.to_lowercase().as_str() {
            "" | "s" | "si" | "sí" | "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err(Message::new("dialogue_yes-or-no")),
        })
    }

    /// Shows numbered choices and asks for some: by number or name, separated by commas. An answer not on the
    /// list is accepted; if it is close to one that is, asks whether that is meant.
    ///
    /// # Errors
    /// When the input has ended.
    pub fn choose(&mut self, question: &Message, choices: &[Choice]) -> io::Result<Vec<Chosen>> {
        for (at, choice) in choices.iter().enumerate() {
            writeln!(self.output, "  {:>2}  {}", at + 1, shown(&choice.label))?;
        }
        let answer = self.ask(question, None)?;
        let mut chosen = Vec::new();
        for part in answer.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let one = self.choose_one(part, choices)?;
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        Ok(chosen)
    }

    fn choose_one(&mut self, typed: &str, choices: &[Choice]) -> io::Result<Chosen> {
        if let Some(choice) = find(typed, choices) {
            return Ok(Chosen::Known(choice.id.clone()));
        }
        if let Some(near) = find_near(typed, choices) {
            let question =
                Message::new("dialogue_did-you-mean").with("typed", typed).with("near", near.label.as_str());
            if self.confirm(&question)? {
                return Ok(Chosen::Known(near.id.clone()));
            }
        }
        Ok(Chosen::New(typed.to_owned()))
    }
}

/// Returns the choice with this number or name, ignoring case and accents.
pub fn find<'a>(typed: &str, choices: &'a [Choice]) -> Option<&'a Choice> {
    let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = number.and_then(|at| choices.get(at));
    let wanted = slugify(typed);
    by_number.or_else(|| {
        let is_called = |choice: &&Choice| names(choice).any(|name| slugify(name) == wanted);
        choices.iter().find(is_called).filter(|_| !wanted.is_empty())
    })
}

/// Returns the choice that was probably meant.
pub fn find_near<'a>(typed: &str, choices: &'a [Choice]) -> Option<&'a Choice> {
    let near = nearest(typed, choices.iter().flat_map(names))?;
    choices.iter().find(|choice| names(choice).any(|name| name == near))
}

fn names(choice: &Choice) -> impl Iterator<Item = &str> {
    [choice.id.as_str(), choice.label.as_str()].into_iter().chain(choice.names.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converse<T>(
        input: &str,
        run: impl FnOnce(&mut Dialogue<'_>) -> io::Result<T>,
    ) -> (io::Result<T>, String) {
        let mut output = Vec::new();
        let result = run(&mut Dialogue::new(&mut input.as_bytes(), &mut output, Speech::Es));
        (result, String::from_utf8(output).expect("text"))
    }

    fn countries() -> Vec<Choice> {
        let country = |id: &str, label: &str| Choice {
            id: id.to_owned(),
            label: label.to_owned(),
            names: vec![format!("{label}, país")],
        };
        vec![country("MX", "México"), country("GT", "Guatemala"), country("HN", "Honduras")]
    }

    #[test]
    fn choices_are_made_by_number_and_by_name() {
        let question = Message::new("x");
        let check = |input: &str, expect: &[Chosen]| {
            let (chosen, _) = converse(input, |dialogue| dialogue.choose(&question, &countries()));
            assert_eq!(chosen.expect("an answer"), expect, "{input}");
        };
        let known = |id: &str| Chosen::Known(id.to_owned());
        check("1, 3\n", &[known("MX"), known("HN")]);
        check("mexico, gt, 1\n", &[known("MX"), known("GT")]);
        check("\n", &[]);
        check("Gautemala\ns\n", &[known("GT")]);
        check("Gautemala\nno\n", &[Chosen::New("Gautemala".to_owned())]);
        check("Panamá, 9\n", &[Chosen::New("Panamá".to_owned()), Chosen::New("9".to_owned())]);
    }

    #[test]
    fn asks_again_until_it_understands() {
        let read = |answer: &str| answer.parse::<u8>().map_err(|_| Message::new("dialogue_yes-or-no"));
        let (answer, said) =
            converse("x\n7\n", |dialogue| dialogue.ask_until(&Message::new("pregunta"), None, read));
        assert_eq!(answer.expect("an answer"), 7);
        assert_eq!(said.matches("pregunta").count(), 2);
        let (answer, _) = converse("x\n", |dialogue| dialogue.ask_until(&Message::new("p"), None, read));
        assert_eq!(answer.expect_err("no more lines").kind(), io::ErrorKind::UnexpectedEof);
    }
}
