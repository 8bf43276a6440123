//! Headings that name a part of minutes, in languages of which nothing else is known.

/// What such parts are called: the agenda, who was there, the beginning. In lower case without accents.
const PARTS: &[&str] = &[
    // German
    "tagesordnung",
    "tagesordnungspunkte",
    "tops",
    "top",
    "anwesend",
    "anwesende",
    "anwesenheit",
    "teilnehmer",
    "teilnehmende",
    "teilnehmerinnen",
    "begrussung",
    "formalia",
    "protokoll",
    "sitzungsprotokoll",
    // French
    "ordre du jour",
    "presents",
    "participants",
    "compte rendu",
    "proces verbal",
    "excuses",
    // Portuguese and Galician
    "pauta",
    "ordem do dia",
    "participantes",
    "presentes",
    "ata",
    "orde do dia",
    "acta",
    // Catalan
    "ordre del dia",
    "assistents",
    // Italian
    "ordine del giorno",
    "partecipanti",
    "presenti",
    "verbale",
    // Dutch
    "aanwezig",
    "aanwezigen",
    "notulen",
    // Chinese
    "议程",
    "議程",
    "会议议程",
    "會議議程",
    "会议纪要",
    "会议记录",
    "會議記錄",
    "参会人",
    "参会人员",
    "与会人员",
    "出席",
    "時間",
    "时间",
    "会议信息",
    "总结",
    "总結",
    "背景",
    "目的",
    "概述",
    "摘要",
    // Japanese
    "議題",
    "議事録",
    "参加者",
    "出席者",
    "日時",
    "アジェンダ",
    // Korean
    "안건",
    "참석자",
    "회의록",
];

/// Whether the words of a heading, folded, are the name of a part of minutes.
pub(crate) fn is_part_of_minutes(words: &[String]) -> bool {
    let (spaced, joined) = (words.join(" "), words.concat());
    PARTS.iter().any(|part| *part == spaced || *part == joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words::folded_words;

    #[test]
    fn parts_are_written_as_they_are_looked_up() {
        for part in PARTS {
            assert!(is_part_of_minutes(&folded_words(part)), "{part}");
        }
        assert!(!is_part_of_minutes(&folded_words("Protokoll der Mitgliederversammlung")));
    }
}
