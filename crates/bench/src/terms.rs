//! The vocabulary of an archive: initiatives, organizations, bodies, countries.

use std::fmt::Write as _;

use crate::language::{Both, Language};

/// A term of a taxonomy.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id in front matters.
    pub id: String,
    /// Its short name, if it has one.
    pub acronym: Option<Both<String>>,
    /// Its full name.
    pub name: Both<String>,
}

impl Term {
    /// Returns the short name if there is one, else the full one.
    #[must_use]
    pub fn short(&self, language: Language) -> &str {
        self.acronym.as_ref().unwrap_or(&self.name).get(language)
    }
}

/// All terms.
#[derive(Debug)]
pub struct Terms {
    /// Twelve.
    pub initiatives: Vec<Term>,
    /// Thirty.
    pub organizations: Vec<Term>,
    /// Eight.
    pub bodies: Vec<Term>,
    /// Twenty, by ISO 3166-1 code.
    pub countries: Vec<Term>,
}

impl Terms {
    /// Returns the terms, which are the same in every archive.
    #[must_use]
    pub fn new() -> Terms {
        Terms {
            initiatives: INITIATIVES
                .iter()
                .map(|&(acronym, es, en)| named(acronym, acronym, es, en))
                .collect(),
            organizations: organizations(),
            bodies: BODIES
                .iter()
                .map(|&(acronym_es, acronym_en, es, en)| named(acronym_es, acronym_en, es, en))
                .collect(),
            countries: COUNTRIES
                .iter()
                .map(|&(code, es, en)| Term { id: code.to_owned(), acronym: None, name: both(es, en) })
                .collect(),
        }
    }

    /// Returns the vocabulary files, by the names of their taxonomies.
    #[must_use]
    pub fn files(&self) -> [(&'static str, String); 4] {
        [
            ("initiatives", toml(&self.initiatives)),
            ("organizations", toml(&self.organizations)),
            ("bodies", toml(&self.bodies)),
            ("countries", toml(&self.countries)),
        ]
    }
}

impl Default for Terms {
    fn default() -> Self {
        Terms::new()
    }
}

/// Returns terms in the format of `docs/vocabulary.md`.
fn toml(terms: &[Term]) -> String {
    let mut out = String::new();
    for Term { id, acronym, name } in terms {
        let _ = writeln!(out, "[{id}]");
        if let Some(acronym) = acronym {
            let _ = writeln!(out, "acronym = {{ es = \"{}\", en = \"{}\" }}", acronym.es, acronym.en);
        }
        let _ = writeln!(out, "name = {{ es = \"{}\", en = \"{}\" }}\n", name.es, name.en);
    }
    out
}

fn both(es: &str, en: &str) -> Both<String> {
    Both { es: es.to_owned(), en: en.to_owned() }
}

fn named(acronym_es: &str, acronym_en: &str, es: &str, en: &str) -> Term {
    Term { id: acronym_es.to_lowercase(), acronym: Some(both(acronym_es, acronym_en)), name: both(es, en) }
}

/// Returns an organization for each combination of kind and subject.
fn organizations() -> Vec<Term> {
    let pairs = KINDS.iter().flat_map(|kind| SUBJECTS.iter().map(move |subject| (kind, subject)));
    pairs
        .map(|(kind, subject)| {
            let es = format!("{} {}", kind.0, subject.0);
            let en = format!("{} {}", kind.1, subject.1);
            named(&initials(&es), &initials(&en), &es, &en)
        })
        .collect()
}

/// Returns the first letters of the words that begin with a capital.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).filter(char::is_ascii_uppercase).collect()
}

/// Invented; acronym, Spanish and English name.
const INITIATIVES: &[(&str, &str, &str)] = &[
    (
        "RIAMAR",
        "Red Interamericana de Apoyo a Migrantes Retornados",
        "Inter-American Network of Support for Returned Migrants",
    ),
    ("PROVICA", "Programa de Ventanillas Consulares de Asistencia", "Consular Assistance Windows Programme"),
    ("SINDOCO", "Sistema de Intercambio de Documentos Consulares", "Consular Document Exchange System"),
    (
        "MECORE",
        "Mecanismo de Coordinación Regional de Emergencias",
        "Regional Emergency Coordination Mechanism",
    ),
    ("FORTALAB", "Fortalecimiento de los Derechos Laborales", "Strengthening of Labour Rights"),
    ("NIDOSUR", "Niñez y Documentación en el Sur", "Children and Documentation in the South"),
    ("CARIMET", "Alerta Meteorológica del Caribe", "Caribbean Weather Alert"),
    ("ALTACUEN", "Alianza Técnica de Cuencas", "Technical Alliance of River Basins"),
    ("DIGIPAS", "Digitalización de Pasaportes", "Digitization of Passports"),
    ("TRASALUD", "Salud en el Tránsito", "Health in Transit"),
    ("OBSERFRON", "Observatorio de Pasos Fronterizos", "Observatory of Border Crossings"),
    ("PUENTAR", "Puente de Arraigo y Retorno", "Bridge of Settlement and Return"),
];

/// Invented; Spanish and English acronym, Spanish and English name.
const BODIES: &[(&str, &str, &str, &str)] = &[
    ("CPM", "SCM", "Comité Permanente de Movilidad", "Standing Committee on Mobility"),
    ("GTD", "WGD", "Grupo de Trabajo sobre Documentos", "Working Group on Documents"),
    ("GTE", "WGE", "Grupo de Trabajo sobre Emergencias", "Working Group on Emergencies"),
    ("JDR", "RDB", "Junta Directiva Regional", "Regional Directing Board"),
    ("RPC", "NCP", "Red de Puntos de Contacto", "Network of Contact Points"),
    ("CTA", "TAC", "Consejo Técnico Asesor", "Technical Advisory Council"),
    ("FSC", "CSF", "Foro de la Sociedad Civil", "Civil Society Forum"),
    ("CVM", "VMC", "Conferencia de Viceministros", "Vice-Ministers' Conference"),
];

const KINDS: &[(&str, &str)] = &[
    ("Red", "Network"),
    ("Consejo", "Board"),
    ("Instituto", "Institute"),
    ("Federación", "Federation"),
    ("Observatorio", "Watch"),
    ("Agencia", "Agency"),
];

const SUBJECTS: &[(&str, &str)] = &[
    ("Hemisférica de Ayuda Humanitaria", "for Hemispheric Humanitarian Aid"),
    ("Continental de Justicia Laboral", "for Continental Labour Justice"),
    ("Pública de Salud Fronteriza", "for Public Border Health"),
    ("Universitaria de Estudios Demográficos", "for University Demographic Studies"),
    ("Vecinal de Mujeres Rurales", "of Neighbouring Rural Women"),
];

/// Countries of the Americas.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AR", "Argentina", "Argentina"),
    ("BZ", "Belice", "Belize"),
    ("BO", "Bolivia", "Bolivia"),
    ("BR", "Brasil", "Brazil"),
    ("CA", "Canadá", "Canada"),
    ("CL", "Chile", "Chile"),
    ("CO", "Colombia", "Colombia"),
    ("CR", "Costa Rica", "Costa Rica"),
    ("CU", "Cuba", "Cuba"),
    ("DO", "República Dominicana", "Dominican Republic"),
    ("EC", "Ecuador", "Ecuador"),
    ("GT", "Guatemala", "Guatemala"),
    ("HN", "Honduras", "Honduras"),
    ("MX", "México", "Mexico"),
    ("NI", "Nicaragua", "Nicaragua"),
    ("PA", "Panamá", "Panama"),
    ("PE", "Perú", "Peru"),
    ("PY", "Paraguay", "Paraguay"),
    ("SV", "El Salvador", "El Salvador"),
    ("UY", "Uruguay", "Uruguay"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Terms;
    use crate::language::Language;

    #[test]
    fn short_names_and_ids_are_unique() {
        let terms = Terms::new();
        let all = [&terms.initiatives, &terms.organizations, &terms.bodies, &terms.countries];
        for language in Language::ALL {
            let names: Vec<&str> =
                all.iter().flat_map(|terms| terms.iter().map(|term| term.short(language))).collect();
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{names:?}");
        }
        let ids: HashSet<&str> =
            all.iter().flat_map(|terms| terms.iter().map(|term| term.id.as_str())).collect();
        assert_eq!(ids.len(), 12 + 30 + 8 + 20);
    }
}
