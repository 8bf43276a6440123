"""Makes Word and OpenDocument files to import, each with the words that must be found in it.

    documents.py OUTPUT [--seed TEXT] [--soffice PROGRAM] [--others FOLDER]...

From the report in TEXT (a line is a paragraph): `seed-*.docx` with automatic and with typed numbering, one with a table,
notes and tracked changes; with LibreOffice the same as `.odt`, `.rtf`, `.doc` and as LibreOffice's own `.docx`, made of
each and of the `.odt`. From each FOLDER the Word files found in it, as `other-*.docx`. Beside each file lies
`<file>.words`: its text, read by a few lines that share nothing with the program under test, without what was deleted; of
`.rtf` and `.doc` that of the file they were made of.
"""

import argparse
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

NUMBER = re.compile(r"^(\d+)\.\s+")
LETTER = re.compile(r"^([a-z])\.\s+")
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def level(at, style, text):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{360 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def add_list(document):
    """Adds a list of numbers and letters and returns its id."""
    numbering = document.part.numbering_part.element
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2.")
    kinds = numbering.findall(qn("w:abstractNum"))
    kinds[-1].addnext(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def put_in_list(paragraph, number, at):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def lines(seed):
    return [line.strip() for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]


def automatic(seed, output):
    document = docx.Document()
    number = add_list(document)
    for line in lines(seed):
        found, letter = NUMBER.match(line), LETTER.match(line)
        text = line[(found or letter).end():] if found or letter else line
        paragraph = document.add_paragraph()
        # Word cuts text into runs anywhere.
        middle = len(text) // 2
        paragraph.add_run(text[:middle])
        paragraph.add_run(text[middle:])
        if found or letter:
            put_in_list(paragraph, number, 1 if letter else 0)
    document.sections[0].header.paragraphs[0].text = "Encabezado de prueba"
    document.save(output)


def typed(seed, output):
    document = docx.Document()
    for line in lines(seed):
        document.add_paragraph(line)
    document.save(output)


def mixed(seed, output):
    """Typed numbers with a table, a note, tracked changes and a comment."""
    document = docx.Document()
    for line in lines(seed):
        paragraph = document.add_paragraph()
        head, space, rest = line.partition(" ")
        paragraph.add_run(head + space)
        run = paragraph.add_run(rest)
        if line.startswith("2."):
            change(paragraph, "w:del", "w:delText", " texto eliminado")
            document.add_comment(run, text="Comentario de prueba", author="x")
        if line.startswith("5."):
            change(paragraph, "w:ins", "w:t", " Texto insertado.")
        if line.startswith("6."):
            note(document, paragraph)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ["Tema", "Plazo", "Directorio", "julio"]):
        cell.text = text
    document.save(output)


def change(paragraph, kind, text_kind, text):
    paragraph._p.append(
        parse_xml(
            f'<{kind} {nsdecls("w")} w:id="9" w:author="x" w:date="2017-06-22T00:00:00Z"><w:r>'
            f'<{text_kind} xml:space="preserve">{text}</{text_kind}></w:r></{kind}>'
        )
    )


def note(document, paragraph):
    xml = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>Nota al pie de prueba.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))


def convert(program, path, ending):
    """Has LibreOffice write a file in another format, beside it."""
    folder = path.parent / "office"
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
    subprocess.run(command + ["--outdir", folder, path], check=True, timeout=180, stdout=subprocess.DEVNULL)
    target = path.parent / f"{path.stem}-libreoffice.{ending}"
    shutil.move(folder / f"{path.stem}.{ending}", target)
    return target


# --- The words of a file, read by other means than the program's. ---

BREAKS = {"tab", "br", "cr", "ptab"}


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def words_of_docx(path):
    """The text of the document and its notes, without what was deleted or moved away."""
    pieces = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"/?word/(document\d*|footnotes|endnotes)\.xml", name):
                collect(ElementTree.fromstring(package.read(name)), pieces)
    return "".join(pieces)


def collect(element, pieces):
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in BREAKS:
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name in {"del", "moveFrom", "pPr", "rPr", "Fallback"}:
            continue
        elif name == "tr" and any(local(inner) == "del" for properties in child if local(properties) == "trPr" for inner in properties):
            continue
        else:
            collect(child, pieces)
            if name == "p" and not mark_is_gone(child):
                pieces.append("\n")


def mark_is_gone(paragraph):
    for properties in paragraph:
        if local(properties) == "pPr":
            for inner in properties:
                if local(inner) == "rPr" and any(local(mark) in {"del", "moveFrom"} for mark in inner):
                    return True
    return False


def words_of_odt(path):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
    pieces = []
    collect_odt(root, pieces)
    return "".join(pieces)


def collect_odt(element, pieces):
    for child in element:
        name = local(child)
        if name == "note":
            # A note stands in the middle of its sentence, but is read after it.
            note = []
            collect_odt(child, note)
            pieces.insert(0, "".join(note) + "\n")
        elif name not in {"annotation", "tracked-changes", "note-citation", "desc", "title"}:
            pieces.append("\n" if name in {"tab", "line-break", "s"} else child.text or "")
            collect_odt(child, pieces)
            if name in {"p", "h"}:
                pieces.append("\n")
        pieces.append(child.tail or "")


def write_words(path):
    try:
        text = words_of_odt(path) if path.suffix == ".odt" else words_of_docx(path)
    except (ElementTree.ParseError, zipfile.BadZipFile, KeyError, ValueError):
        return
    path.with_name(path.name + ".words").write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--soffice")
    parser.add_argument("--others", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    made, same = [], []
    if arguments.seed and arguments.seed.is_file():
        for make in (automatic, typed, mixed):
            path = arguments.output / f"seed-{make.__name__}.docx"
            make(arguments.seed, path)
            made.append(path)
        if arguments.soffice:
            originals = list(made)
            for path in originals:
                odt = convert(arguments.soffice, path, "odt")
                made += [odt, convert(arguments.soffice, odt, "docx"), convert(arguments.soffice, path, "docx")]
                same += [(convert(arguments.soffice, path, ending), path) for ending in ("rtf", "doc")]
    for folder in arguments.others:
        for number, path in enumerate(sorted(folder.rglob("*.docx"))):
            name = re.sub(r"[^a-zA-Z0-9_-]", "_", path.stem)
            target = arguments.output / f"other-{folder.name[:12]}-{number:03}-{name}.docx"
            shutil.copy(path, target)
            made.append(target)
    for path in made:
        write_words(path)
    for path, original in same:
        shutil.copy(original.with_name(original.name + ".words"), path.with_name(path.name + ".words"))
    print(f"{len(made) + len(same)} documents in {arguments.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
