//! `actas init`: makes a new site in a folder, complete and ready to be published.
//!
//! The files come from `template/`: `all` is for every site, `comments` has notes for the people who run the
//! archive, in their language, `languages` has content. Nothing is overwritten.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::config::is_language_code;
use crate::dialogue::Dialogue;
use crate::messages::{Message, Speech};
use crate::url::{Base, slugify, slugify_or};

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/init/template");

/// The names of languages.
const LANGUAGES: &str = include_str!("languages.toml");

/// The language of the comments if there are none in the site's language.
const FALLBACK_LANGUAGE: &str = "en";

/// The settings of a new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The site's title.
    pub title: String,
    /// The codes of its languages, the default one first.
    pub languages: Vec<String>,
    /// Where it will be published.
    pub base_url: String,
}

/// What was written and what already existed, by path within the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files that were made.
    pub made: Vec<String>,
    /// The files that already existed and were left unchanged.
    pub kept: Vec<String>,
}

impl Plan {
    /// Returns the default plan for `folder`: its name as the title, Spanish and English, and the address of
    /// its GitHub repository, or a placeholder.
    pub fn suggested(folder: &Path) -> Plan {
        // The name of a folder that does not exist yet is taken as written.
        let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let words = name.replace(['-', '_'], " ");
        let mut letters = words.trim().chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        let title = first.map_or_else(|| "Actas".to_owned(), |first| first + letters.as_str());
        let base_url = github_repository(&whole)
            .and_then(|repository| read_address(&repository).ok())
            .unwrap_or_else(|| format!("https://example.org/{}/", slugify_or(&name, "actas")));
        Plan { title, languages: vec!["es".to_owned(), "en".to_owned()], base_url }
    }

    /// Asks what to change.
    ///
    /// # Errors
    /// When the input has ended.
    pub fn ask(self, dialogue: &mut Dialogue<'_>) -> io::Result<Plan> {
        dialogue.say(&Message::new("init_welcome"))?;
        let title = dialogue.ask(&Message::new("init_ask-title"), Some(&self.title))?;
        let languages = dialogue.ask_until(
            &Message::new("init_ask-languages"),
            Some(&self.languages.join(", ")),
            read_languages,
        )?;
        let base_url =
            dialogue.ask_until(&Message::new("init_ask-address"), Some(&self.base_url), read_address)?;
        Ok(Plan { title, languages, base_url })
    }

    /// Returns the files of the site by path. Comments are in `speech` if there are none in the site's
    /// language.
    pub fn files(&self, speech: Speech) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        add(&TEMPLATE, "all", &mut files);
        let known = |language: &&String| TEMPLATE.get_dir(format!("comments/{language}")).is_some();
        let spoken = if speech == Speech::Es { "es" } else { FALLBACK_LANGUAGE };
        let comments = self.languages.first().filter(known).map_or(spoken, String::as_str);
        add(&TEMPLATE, &format!("comments/{comments}"), &mut files);
        for language in &self.languages {
            add(&TEMPLATE, &format!("languages/{language}"), &mut files);
        }
        if let Some(config) = files.get_mut(crate::source::CONFIG_FILE) {
            *config = self.fill_in(config, comments);
        }
        files
    }

    /// Returns the site's settings, with the template's placeholders filled in.
    fn fill_in(&self, config: &str, comments: &str) -> String {
        let speech = if comments == "es" { Speech::Es } else { Speech::En };
        let description = Message::new("init_description").with("title", self.title.as_str()).text(speech);
        let default = self.languages.first().map_or(FALLBACK_LANGUAGE, String::as_str);
        let language = |code: &String| format!("{code} = {}", toml_text(&own_name(code)));
        let languages: Vec<String> = self.languages.iter().map(language).collect();
        config
            .replace("\"{{ title }}\"", &toml_text(&self.title))
            .replace("\"{{ description }}\"", &toml_text(&description))
            .replace("\"{{ base_url }}\"", &toml_text(&self.base_url))
            .replace("\"{{ default_language }}\"", &toml_text(default))
            .replace("# {{ languages }}", &languages.join("\n"))
    }

    /// Returns the languages for which the program has neither texts nor a demonstration.
    pub fn unknown_languages(&self) -> impl Iterator<Item = &String> {
        self.languages.iter().filter(|language| TEMPLATE.get_dir(format!("languages/{language}")).is_none())
    }

    /// Whether the address is only a placeholder.
    pub fn has_no_address(&self) -> bool {
        self.base_url.starts_with("https://example.org/")
    }
}

/// Adds the files of a folder of the template.
fn add(template: &Dir<'_>, folder: &str, files: &mut BTreeMap<String, String>) {
    fn collect(dir: &Dir<'_>, root: &Path, files: &mut BTreeMap<String, String>) {
        for file in dir.files() {
            let path = file.path().strip_prefix(root).unwrap_or(file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            files.insert(path, file.contents_utf8().unwrap_or_default().to_owned());
        }
        dir.dirs().for_each(|dir| collect(dir, root, files));
    }
    if let Some(dir) = template.get_dir(folder) {
        collect(dir, dir.path(), files);
    }
}

/// Writes the files that do not exist yet into `folder`, creating it if necessary.
///
/// # Errors
/// When something cannot be written.
pub fn write(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<Written> {
    let mut written = Written::default();
    for (path, text) in files {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| about(parent, &error))?;
        }
        // Opened this way, an existing file is never overwritten, even if it has only just appeared.
        match fs::File::options().write(true).create_new(true).open(&target) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).map_err(|error| about(&target, &error))?;
                written.made.push(path.clone());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => written.kept.push(path.clone()),
            Err(error) => return Err(about(&target, &error)),
        }
    }
    Ok(written)
}

/// Returns the codes of languages that are listed by code or by name.
///
/// # Errors
/// Which of them is not a language.
pub fn read_languages(list: &str) -> Result<Vec<String>, Message> {
    let mut languages = Vec::new();
    let words = list.split([',', ';', '+', '/', ' ']).map(str::trim).filter(|word| !word.is_empty());
    for word in words.filter(|word| !["y", "e", "and"].contains(word)) {
        let known = known_languages();
        let called = slugify(word);
        let by_name = known.iter().find(|(_, language)| language.called.contains(&called));
        let as_typed = if is_language_code(word) { word.to_owned() } else { word.to_lowercase() };
        let code = by_name.map_or(as_typed, |(code, _)| code.clone());
        if !is_language_code(&code) {
            return Err(Message::new("init_no-language").with("language", word));
        }
        if !languages.contains(&code) {
            languages.push(code);
        }
    }
    if languages.is_empty() { Err(Message::new("init_no-languages")) } else { Ok(languages) }
}

/// Returns the address that a text gives: an address, or `owner/repo` on GitHub, which is published at
/// `https://owner.github.io/repo/` (the repository `owner.github.io` at the root).
///
/// # Errors
/// What is wrong with it.
pub fn read_address(text: &str) -> Result<String, Message> {
    let text = text.trim();
    let wrong = || Message::new("init_no-address").with("address", text);
    if text.starts_with("https://github.com/") || text.starts_with("http://github.com/") {
        let (_, repository) = text.split_once("github.com/").ok_or_else(wrong)?;
        return read_address(repository.trim_end_matches('/').trim_end_matches(".git"));
    }
    if text.contains("://") {
        return match Base::parse(text) {
            Ok(_) => Ok(format!("{}/", text.trim_end_matches('/'))),
            Err(_) => Err(wrong()),
        };
    }
    let (owner, repository) = text.split_once('/').ok_or_else(wrong)?;
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    // A name with dots before the slash is a host without its `https://`.
    if !is_name(owner) || !is_name(repository) || owner.contains('.') {
        return Err(wrong());
    }
    let host = format!("{}.github.io", owner.to_lowercase());
    let is_root = repository.eq_ignore_ascii_case(&host);
    Ok(if is_root { format!("https://{host}/") } else { format!("https://{host}/{repository}/") })
}

/// Returns `owner/repo` of the GitHub repository that the folder was cloned from.
fn github_repository(folder: &Path) -> Option<String> {
    let config = fs::read_to_string(folder.join(".git/config")).ok()?;
    let url = config.lines().find_map(|line| line.trim().strip_prefix("url = "))?;
    let (_, repository) = url.split_once("github.com")?;
    Some(repository.trim_start_matches([':', '/']).trim_end_matches(".git").to_owned())
}

/// The names of a language.
#[derive(Deserialize)]
struct KnownLanguage {
    name: String,
    called: Vec<String>,
}

fn known_languages() -> BTreeMap<String, KnownLanguage> {
    // Built into the program; a test parses it.
    toml::from_str(LANGUAGES).unwrap_or_default()
}

/// Returns a language's name in itself, or its code if that is unknown.
fn own_name(code: &str) -> String {
    known_languages().remove(code).map_or_else(|| code.to_owned(), |language| language.name)
}

fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_address_or_a_repository() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(read_address(text).ok().as_deref(), expect, "{text}");
        };
        check("Red-CRM/actas", Some("https://red-crm.github.io/actas/"));
        check("https://github.com/red/actas.git", Some("https://red.github.io/actas/"));
        check("red/red.github.io", Some("https://red.github.io/"));
        check("Red/Red.github.io", Some("https://red.github.io/"));
        check(" https://example.net/archivo ", Some("https://example.net/archivo/"));
        check("example.net/archivo", None);
        check("actas", None);
        check("https://ex ample.net/", None);
        check("a/b/c", None);
        check("", None);
    }

    #[test]
    fn languages_are_named_by_code_or_name() {
        let check = |text: &str, expect: Option<&[&str]>| {
            let found = read_languages(text).ok();
            let expect = expect.map(|codes| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>());
            assert_eq!(found, expect, "{text}");
        };
        check("es, en", Some(&["es", "en"]));
        check("Español e inglés", Some(&["es", "en"]));
        check("en fr en", Some(&["en", "fr"]));
        check("pt-BR", Some(&["pt-BR"]));
        check("", None);
        check("klingon", None);
    }

    #[test]
    fn the_names_of_languages_can_be_read() {
        assert_eq!(known_languages().len(), 12);
        assert_eq!((own_name("fr").as_str(), own_name("xx").as_str()), ("Français", "xx"));
    }

    #[test]
    fn a_conversation_makes_a_plan() {
        let mut said = Vec::new();
        let mut input = "Actas de la Red\nklingon\nes\nnada\nred/actas\n".as_bytes();
        let mut dialogue = Dialogue::new(&mut input, &mut said, Speech::Es);
        let plan = Plan::suggested(Path::new("mi-archivo")).ask(&mut dialogue).expect("answers");
        assert_eq!(plan.title, "Actas de la Red");
        assert_eq!(plan.languages, ["es"]);
        assert_eq!(plan.base_url, "https://red.github.io/actas/");
        let said = String::from_utf8(said).expect("text");
        assert!(said.contains("[Mi archivo]") && said.contains("klingon") && said.contains("nada"), "{said}");
    }
}
