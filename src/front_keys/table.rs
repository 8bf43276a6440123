//! The table of keys.

/// A key of a front matter, or of a table in one.
#[derive(Debug)]
pub struct Key {
    /// Its English name, used in templates, data and messages.
    pub name: &'static str,
    /// Its names in Spanish; case and accents are ignored.
    pub spanish: &'static [&'static str],
    /// The kind of value that it takes.
    pub kind: KeyKind,
    /// Whether only reports have it.
    pub of_reports: bool,
    /// Whether translations must have the same value.
    pub agrees: bool,
}

/// The kind of value that a key takes.
#[derive(Clone, Copy, Debug)]
pub enum KeyKind {
    /// A text.
    Text,
    /// A date.
    Date,
    /// `true` or `false`.
    Boolean,
    /// A list of texts.
    Texts,
    /// One of these values.
    Choice(&'static [Choice]),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A list of tables, each with these keys.
    Tables(&'static [Key]),
    /// A table with any keys.
    Open,
}

/// A value that a key can have.
#[derive(Debug)]
pub struct Choice {
    /// Its name in templates and data.
    pub name: &'static str,
    /// Its other names in any language, including those that pages show.
    pub names: &'static [&'static str],
}

/// The statuses of a report.
const STATUSES: &[Choice] = &[
    choice("provisional", &[]),
    choice("approved", &["aprobado", "aprobada"]),
    choice("corrected", &["corregido", "corregida"]),
    choice("withdrawn", &["retirado", "retirada"]),
];

/// The places of meetings without a city.
const PLACES: &[Choice] = &[choice("virtual", &["online", "en línea", "a distancia"])];

/// The access levels of a report.
const ACCESS: &[Choice] = &[
    choice("public", &["público", "pública"]),
    choice("restricted", &["reservado", "reservada", "restringido"]),
];

/// The states of a commitment.
const STATES: &[Choice] = &[
    choice("open", &["pendiente", "abierto"]),
    choice("done", &["cumplido", "cumplida", "hecho"]),
    choice("dropped", &["descartado", "descartada"]),
];

/// The keys of a front matter, except for those of the site's taxonomies.
pub const KEYS: &[Key] = &[
    key("title", &["título"], KeyKind::Text).of_all(),
    key("date", &["fecha"], KeyKind::Date).of_all().agreeing(),
    key("end_date", &["fecha_final", "fecha_de_cierre"], KeyKind::Date).of_all().agreeing(),
    key("id", &["identificador"], KeyKind::Text).of_all(),
    key("language", &["idioma"], KeyKind::Text).of_all(),
    key("session", &["sesión"], KeyKind::Text).of_all().agreeing(),
    key("city", &["ciudad"], KeyKind::Text).of_all(),
    key("country", &["país"], KeyKind::Text).of_all().agreeing(),
    key("place", &["lugar"], KeyKind::Choice(PLACES)).of_all().agreeing(),
    key("summary", &["resumen"], KeyKind::Text).of_all(),
    key("status", &["estado"], KeyKind::Choice(STATUSES)).of_all().agreeing(),
    key("status_date", &["fecha_del_estado"], KeyKind::Date).of_all().agreeing(),
    key("draft", &["borrador"], KeyKind::Boolean).of_all(),
    key("publish_after", &["publicar_desde", "publicar_después_de"], KeyKind::Date).of_all(),
    key("access", &["acceso"], KeyKind::Choice(ACCESS)).of_all(),
    key("source", &["original", "documento_original"], KeyKind::Text).of_all(),
    key("attachments", &["adjuntos", "anexos"], KeyKind::Texts).of_all(),
    key("aliases", &["direcciones_anteriores"], KeyKind::Texts).of_all(),
    key("anchors", &["anclas"], KeyKind::Open).of_all(),
    key("corrections", &["correcciones"], KeyKind::Tables(CORRECTION)).of_all(),
    key("withdrawal", &["retiro", "retirada"], KeyKind::Table(WITHDRAWAL)).of_all(),
    key("slug", &["dirección"], KeyKind::Text).of_all(),
    key("points", &["puntos"], KeyKind::Boolean).of_all(),
    key("acts", &["actos"], KeyKind::Open),
    key("commitments", &["compromisos"], KeyKind::Tables(COMMITMENT)),
    key("follow_up", &["seguimiento"], KeyKind::Tables(FOLLOW_UP)),
    key("demonstration", &["demostración"], KeyKind::Boolean).of_all(),
    key("extra", &[], KeyKind::Open).of_all(),
];

/// The keys of a correction.
pub(super) const CORRECTION: &[Key] =
    &[key("date", &["fecha"], KeyKind::Date), key("what", &["qué"], KeyKind::Text)];

/// The keys of a withdrawal.
pub(super) const WITHDRAWAL: &[Key] =
    &[key("date", &["fecha"], KeyKind::Date), key("reason", &["motivo"], KeyKind::Text)];

/// The keys of a commitment.
pub(super) const COMMITMENT: &[Key] = &[
    key("point", &["punto"], KeyKind::Text),
    key("who", &["quién", "quiénes", "responsable", "responsables"], KeyKind::Texts),
    key("what", &["qué"], KeyKind::Text),
    key("due", &["plazo", "vence", "fecha_límite"], KeyKind::Date),
    key("when", &["cuándo", "plazo_aproximado"], KeyKind::Text),
    key("state", &["estado"], KeyKind::Choice(STATES)),
];

/// The keys of what is said of an agreement or a commitment of an earlier report.
pub(super) const FOLLOW_UP: &[Key] = &[
    key("of", &["de"], KeyKind::Text),
    key("commitment", &["compromiso"], KeyKind::Text),
    key("state", &["estado"], KeyKind::Choice(STATES)),
    key("due", &["plazo", "vence", "fecha_límite"], KeyKind::Date),
    key("note", &["nota"], KeyKind::Text),
];

/// The keys of the taxonomies that sites have by default, with Spanish names besides those of the taxonomies.
pub const OF_TAXONOMIES: &[Key] = &[
    key("delegations", &["delegaciones"], KeyKind::Texts),
    key("organizations", &["organizaciones", "organismos"], KeyKind::Texts),
    key("initiatives", &["iniciativas"], KeyKind::Texts),
    key("topics", &["temas"], KeyKind::Texts),
    key("body", &["órgano"], KeyKind::Text),
];

const fn key(name: &'static str, spanish: &'static [&'static str], kind: KeyKind) -> Key {
    Key { name, spanish, kind, of_reports: true, agrees: false }
}

const fn choice(name: &'static str, names: &'static [&'static str]) -> Choice {
    Choice { name, names }
}

impl Key {
    const fn of_all(self) -> Key {
        Key { of_reports: false, ..self }
    }

    const fn agreeing(self) -> Key {
        Key { agrees: true, ..self }
    }

    /// Returns the keys of the table, or of each of the tables, that it takes.
    pub fn inner(&self) -> &'static [Key] {
        match self.kind {
            KeyKind::Table(keys) | KeyKind::Tables(keys) => keys,
            _ => &[],
        }
    }
}
