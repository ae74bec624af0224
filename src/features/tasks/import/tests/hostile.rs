//! Files that are not what they seem, or mean harm.

use std::io::{Read as _, Write as _};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::{
    book,
    build::{GOOD, HEADER, by_hand, changed, good, inline, only, package, put, reports},
    plan,
};
use crate::features::tasks::import::{Reading, read};

const XLSX: &[u8] = include_bytes!("../../../../../demo/ledger-72.xlsx");
const CSV: &[u8] = include_bytes!("../../../../../demo/ledger-72.csv");

fn file(bytes: &[u8]) -> Reading {
    read("x.xlsx", bytes, book(), &plan())
}

fn refused(bytes: &[u8], code: &str) {
    let reading = file(bytes);
    assert_eq!((reading.tasks.len(), reports(&reading)), (0, vec![code.to_owned()]));
    assert!(reading.has_errors());
}

#[test]
fn other_formats_are_named() {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    refused(b"", "file_empty");
    refused(b"\xef\xbb\xbf \r\n", "file_empty");
    refused(&[compound, &[0; 600]].concat(), "file_old_excel");
    refused(&[compound, &[0; 600], &encrypted].concat(), "file_encrypted");
    refused(b"<html><table><tr><td>1</td></tr></table></html>", "file_web_page");
    refused(b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>", "file_web_page");
    refused(b"%PDF-1.4", "file_not_a_sheet");
    refused(
        &package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]),
        "file_open_document",
    );
    refused(&package(&[("xl/workbook.bin", "")]), "file_binary_workbook");
    refused(&package(&[("word/document.xml", "<a/>")]), "file_not_a_sheet");
}

#[test]
fn broken_packages_are_told() {
    for cut in [10, 1000, XLSX.len() / 2, XLSX.len() - 10] {
        refused(&XLSX[..cut], "file_damaged");
    }
    for sheet in [
        "<worksheet><sheetData><row>",
        "<worksheet><sheetData></row>",
        "<worksheet>&boom;</worksheet>",
        &"<a>".repeat(200),
    ] {
        refused(&by_hand("", sheet), "file_damaged");
    }
    refused(&by_hand("", ""), "header_not_found");
}

#[test]
fn entities_of_a_document_s_own_are_not_expanded() {
    let bomb = format!(
        r#"<!DOCTYPE a [<!ENTITY x "{}">]><worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>"#,
        "x".repeat(1000)
    );
    refused(&by_hand("", &bomb), "file_damaged");
}

#[test]
fn decompression_bombs_are_not_unpacked() {
    let zeros = " ".repeat(20 << 20);
    refused(&by_hand("", &zeros), "file_unpacks_too_large");
}

#[test]
fn a_cell_at_the_far_end_costs_nothing() {
    let reading = changed(|sheet| {
        sheet.write_string(1_048_575, 16_383, "远").unwrap();
    });
    assert_eq!(only(&reading).seq, 1);
    let reading = changed(|sheet| {
        sheet.write_string(1, 16_383, "远").unwrap();
    });
    assert_eq!((only(&reading).seq, reports(&reading)), (1, vec!["XFD1 column_without_header".to_owned()]));
}

#[test]
fn merges_over_the_whole_sheet_cost_nothing() {
    let sheet = inline(&[HEADER.to_vec(), GOOD.to_vec()], "");
    let merges = r#"</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/><mergeCell ref="N1:XFD1048576"/><mergeCell ref="bad"/></mergeCells>"#;
    assert_eq!(only(&file(&by_hand("", &sheet.replace("</sheetData>", merges)))).seq, 1);
}

#[test]
fn more_rows_than_a_ledger_can_have_are_refused() {
    let rows: String = (0..20_001).map(|_| "<row><c><v>1</v></c></row>").collect();
    refused(&by_hand("", &inline(&[], &rows)), "too_many_rows");
    refused(&b"1\n".repeat(20_100), "too_many_rows");
}

#[test]
fn one_long_string_in_every_cell_is_refused() {
    // A megabyte of file that would be gigabytes of tasks.
    let cells: String = (0..6000).map(|_| r#"<row><c t="s"><v>0</v></c></row>"#).collect();
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(30_000));
    let plain = by_hand("", &sheet);
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(plain)).unwrap();
    let read_part =
        |parts: &mut zip::ZipArchive<_>, name: &str| std::io::read_to_string(parts.by_name(name).unwrap()).unwrap();
    let names = ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"];
    let texts: Vec<String> = names.iter().map(|name| read_part(&mut parts, name)).collect();
    let mut all: Vec<(&str, &str)> = names.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    all.push(("xl/sharedStrings.xml", &strings));
    refused(&package(&all), "too_much_text");
}

#[test]
fn csv_faults_are_told() {
    let csv = |text: &[u8]| read("x.csv", text, book(), &plan());
    assert_eq!(reports(&csv("序号,重点任务,牵头单位\n1,\"甲,省编办\n2,乙,省编办".as_bytes())), ["quote_not_closed"]);
    assert!(reports(&csv("序号,重点任务,牵头单位\n1,\"甲\"乙,省编办".as_bytes())).contains(&"quote_stray".to_owned()));
    assert_eq!(reports(&csv(b"\xff\xfe\x00\xd8")), ["encoding_unknown"]);
    let reading = csv("序号;重点任务;牵头单位;完成时限\r1;甲;省编办;10月底前\r".as_bytes());
    assert_eq!(only(&reading).title, "甲");
    let sample = String::from_utf8_lossy(CSV).into_owned();
    let gbk = encoding_rs::GB18030.encode(sample.trim_start_matches('\u{feff}')).0.into_owned();
    assert_eq!(csv(&gbk).tasks.len(), 72);
}

#[test]
fn missing_references_and_orders_are_borne() {
    let sheet = r#"<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="s"><x:v>99</x:v></x:c><x:c r="ZZZZ1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
    refused(&by_hand("", sheet), "header_not_found");
    refused(
        &package(&[("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>")]),
        "header_not_found",
    );
}

/// A package with each part changed, so that its checksums are right again.
fn with_parts(bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.contains("sheet1") || name.contains("sharedStrings") {
            change(&mut content);
        }
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        to.start_file(name, stored).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let codes = reports(&file(&bytes));
        prop_assert!(!codes.contains(&"internal_failure".to_owned()));
    }

    #[test]
    fn garbage_in_the_sample_never_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let spoil = |bytes: &mut Vec<u8>| {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
        };
        let (mut xlsx, mut csv) = (XLSX.to_vec(), CSV.to_vec());
        spoil(&mut xlsx);
        spoil(&mut csv);
        for bytes in [xlsx, csv, with_parts(XLSX, spoil)] {
            prop_assert!(!reports(&file(&bytes)).contains(&"internal_failure".to_owned()));
        }
    }

    #[test]
    fn markup_put_anywhere_never_panics(
        at in any::<prop::sample::Index>(),
        piece in prop::sample::select(vec!["<row r=\"0\">", "</row>", "<c r=\"A0\">", "<v>1e999</v>", "<v>-5</v>", "r=\"9999999999\"", "&#0;", "&#x110000;", "<mergeCell ref=\"A1:A9\"/>", "<f/>"]),
    ) {
        let bytes = with_parts(XLSX, |part| {
            let at = at.index(part.len());
            part.splice(at..at, piece.bytes());
        });
        prop_assert!(!reports(&file(&bytes)).contains(&"internal_failure".to_owned()));
    }

    #[test]
    fn any_text_in_any_column_never_panics(cells in proptest::collection::vec("[0-9年月日第一二三十、.（）①：；至\\-\n省编办等有关部门牵头\\PC]{0,24}", 11)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        put(sheet, 0, &[HEADER.to_vec(), cells.iter().map(String::as_str).collect(), good("2", &[])]);
        let reading = file(&workbook.save_to_buffer().unwrap());
        prop_assert!(!reports(&reading).contains(&"internal_failure".to_owned()));
    }
}
