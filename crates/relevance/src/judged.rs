//! `tests/relevance/*.toml`: queries whose answers were judged by reading the reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::collection::{Collection, Grade, Query, Scope};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The collection's name.
    name: String,
    /// The site's folder, from the root of the workspace.
    site: PathBuf,
    query: Vec<Judged>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    text: String,
    category: String,
    /// A language's tag, or `all`.
    language: String,
    /// With `all`, the language of the query's words.
    words: Option<String>,
    /// Pages of grade 3.
    #[serde(default)]
    exact: Vec<String>,
    /// Pages of grade 2.
    #[serde(default)]
    good: Vec<String>,
    /// Pages of grade 1.
    #[serde(default)]
    touches: Vec<String>,
}

/// Reads all tables, in order of name.
pub(crate) fn read_all(root: &Path) -> Result<Vec<Collection>> {
    let folder = root.join("tests/relevance");
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path)?;
            read(&text, root).with_context(|| format!("{} is no table of queries", path.display()))
        })
        .collect()
}

fn read(text: &str, root: &Path) -> Result<Collection> {
    let table: Table = toml::from_str(text)?;
    let queries = table.query.into_iter().map(query).collect::<Result<Vec<_>>>()?;
    Ok(Collection { name: table.name, site: root.join(table.site), queries })
}

fn query(judged: Judged) -> Result<Query> {
    let scope = match (judged.language.as_str(), judged.words) {
        ("all", Some(words)) => Scope::All { words },
        ("all", None) => anyhow::bail!("`{}`: say in which language the `words` are", judged.text),
        (language, _) => Scope::Language(language.to_owned()),
    };
    let graded: [(Grade, Vec<String>); 3] = [(3, judged.exact), (2, judged.good), (1, judged.touches)];
    let mut relevant = BTreeMap::new();
    for (grade, page) in
        graded.into_iter().flat_map(|(grade, pages)| pages.into_iter().map(move |page| (grade, page)))
    {
        ensure!(!relevant.contains_key(&page), "`{}`: {page} is judged twice", judged.text);
        relevant.insert(page, grade);
    }
    ensure!(!relevant.is_empty(), "`{}`: nothing answers it", judged.text);
    Ok(Query { text: judged.text, category: judged.category, scope, relevant })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_scopes_are_read() {
        let table = "name = \"a\"\nsite = \".\"\n[[query]]\ntext = \"q\"\ncategory = \"c\"\nlanguage = \"all\"\n\
                     words = \"es\"\nexact = [\"x/\"]\ntouches = [\"y/\"]\n";
        let collection = read(table, Path::new("/")).expect("a table");
        let query = &collection.queries[0];
        assert_eq!(query.scope, Scope::All { words: "es".to_owned() });
        assert_eq!(query.relevant.get("x/"), Some(&3));
        assert_eq!(query.relevant.get("y/"), Some(&1));
        assert!(read(&table.replace("y/", "x/"), Path::new("/")).is_err());
        assert!(read(&table.replace("words = \"es\"\n", ""), Path::new("/")).is_err());
    }
}
