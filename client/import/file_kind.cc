#include "client/import/file_kind.h"

#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

// Enough to tell a kind; a name inside an archive may stand further on.
constexpr size_t kSniffedBytes = 1024;
constexpr size_t kArchiveBytes = size_t{64} << 10;

struct Kind {
  absl::string_view mark = {};  // Lower case where it is text.
  absl::string_view french = {};
  absl::string_view english = {};
};

constexpr absl::string_view kSave =
    " : ouvrez-le dans un tableur et enregistrez la feuille en CSV";
constexpr absl::string_view kSaveEnglish =
    ": open it in a spreadsheet and save the sheet as CSV";
constexpr absl::string_view kAsk =
    " : demandez le tableau lui-même, puis enregistrez-le en CSV";
constexpr absl::string_view kAskEnglish =
    ": ask for the spreadsheet itself, then save it as CSV";

// Inside a ZIP archive, by the names of its members.
constexpr std::array<Kind, 5> kArchives = {{
    {"xl/", "c'est un classeur Excel (xlsx)",
     "this is an Excel workbook (xlsx)"},
    {"opendocument.spreadsheet", "c'est un classeur LibreOffice (ods)",
     "this is a LibreOffice workbook (ods)"},
    {"index/", "c'est un classeur Numbers", "this is a Numbers workbook"},
    {"word/", "c'est un document Word (docx)",
     "this is a Word document (docx)"},
    {"opendocument.text", "c'est un document LibreOffice (odt)",
     "this is a LibreOffice document (odt)"},
}};

// What opens in a spreadsheet.
constexpr std::array<Kind, 13> kOpens = {{
    {"<html", "c'est une page web (HTML), même si son nom finit par .xls",
     "this is a web page (HTML), even if its name ends in .xls"},
    {"<!doctype html", "c'est une page web (HTML)",
     "this is a web page (HTML)"},
    {"<table", "c'est une page web (HTML)", "this is a web page (HTML)"},
    {"<head", "c'est une page web (HTML)", "this is a web page (HTML)"},
    {"<meta", "c'est une page web (HTML)", "this is a web page (HTML)"},
    {"<body", "c'est une page web (HTML)", "this is a web page (HTML)"},
    {"<?xml", "c'est un fichier XML, même si son nom finit par .xls",
     "this is an XML file, even if its name ends in .xls"},
    {"<workbook", "c'est un fichier XML", "this is an XML file"},
    {"{\\rtf", "c'est un document de traitement de texte (RTF)",
     "this is a word processor's document (RTF)"},
    {"mime-version:", "c'est une page web enregistrée (MHT)",
     "this is a saved web page (MHT)"},
    {"id;pwxl", "c'est un tableau SYLK (slk)", "this is a SYLK sheet (slk)"},
    {"id;pscalc", "c'est un tableau SYLK (slk)", "this is a SYLK sheet (slk)"},
    {"table\r\n0,1", "c'est un tableau DIF", "this is a DIF sheet"},
}};

// What does not.
constexpr std::array<Kind, 17> kOthers = {{
    {"%pdf", "c'est un PDF, fait pour être lu ou imprimé", "this is a PDF"},
    {"%!ps", "c'est une page à imprimer (PostScript)", "this is PostScript"},
    {"\x89png", "c'est une image", "this is a picture"},
    {"\xff\xd8\xff", "c'est une photographie", "this is a photograph"},
    {"gif8", "c'est une image", "this is a picture"},
    {"ii*", "c'est une image", "this is a picture"},
    {"\x1f\x8b", "c'est une archive (gz)", "this is an archive (gz)"},
    {"7z\xbc\xaf", "c'est une archive (7z)", "this is an archive (7z)"},
    {"rar!", "c'est une archive (rar)", "this is an archive (rar)"},
    {"sqlite format 3", "c'est une base de données", "this is a database"},
    {"begin:vcard", "c'est un carnet d'adresses", "this is an address book"},
    {"begin:vcalendar", "c'est un agenda", "this is a calendar"},
    {"received:", "c'est un courriel", "this is an e-mail"},
    {"return-path:", "c'est un courriel", "this is an e-mail"},
    {"delivered-to:", "c'est un courriel", "this is an e-mail"},
    {"[{", "c'est un fichier JSON", "this is a JSON file"},
    {"{\"", "c'est un fichier JSON", "this is a JSON file"},
}};

absl::Status Said(const Kind& kind, absl::string_view french,
                  absl::string_view english, Language language) {
  return absl::InvalidArgumentError(language == Language::kFrench
                                        ? absl::StrCat(kind.french, french)
                                        : absl::StrCat(kind.english, english));
}

// Lower case, without byte order mark, blanks and the NULs of UTF-16.
std::string Beginning(absl::string_view bytes) {
  std::string text(bytes.substr(0, kSniffedBytes));
  for (const absl::string_view mark :
       {absl::string_view("\xef\xbb\xbf"), absl::string_view("\xff\xfe"),
        absl::string_view("\xfe\xff")}) {
    if (absl::StartsWith(text, mark)) text.erase(0, mark.size());
  }
  if (text.size() > 1 && (text[0] == '\0') != (text[1] == '\0')) {
    std::erase(text, '\0');
  }
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  return absl::AsciiStrToLower(text);
}

absl::Status RefuseArchive(absl::string_view bytes, Language language) {
  const std::string names =
      absl::AsciiStrToLower(bytes.substr(0, kArchiveBytes));
  for (const Kind& kind : kArchives) {
    if (absl::StrContains(names, kind.mark)) {
      return Said(kind, kSave, kSaveEnglish, language);
    }
  }
  return Said({.french = "c'est un classeur ou une archive (xlsx, ods, zip)",
               .english = "this is a workbook or an archive (xlsx, ods, zip)"},
              kSave, kSaveEnglish, language);
}

// Names in these files stand in UTF-16.
std::string Wide(absl::string_view text) {
  std::string wide;
  for (const char c : text) wide.append({c, '\0'});
  return wide;
}

absl::Status RefuseCompound(absl::string_view bytes, Language language) {
  if (absl::StrContains(bytes, Wide("EncryptedPackage"))) {
    return Said({.french = "c'est un classeur protégé par un mot de passe",
                 .english = "this is a workbook locked by a password"},
                kSave, kSaveEnglish, language);
  }
  if (absl::StrContains(bytes, Wide("WordDocument"))) {
    return Said({.french = "c'est un document Word (doc)",
                 .english = "this is a Word document (doc)"},
                kSave, kSaveEnglish, language);
  }
  return Said({.french = "c'est un classeur Excel (xls)",
               .english = "this is an Excel workbook (xls)"},
              kSave, kSaveEnglish, language);
}

}  // namespace

absl::Status RefuseOtherKinds(absl::string_view bytes, Language language) {
  if (absl::StartsWith(bytes, "PK\x03\x04")) {
    return RefuseArchive(bytes, language);
  }
  if (absl::StartsWith(bytes, "\xd0\xcf\x11\xe0")) {
    return RefuseCompound(bytes, language);
  }
  const std::string beginning = Beginning(bytes);
  for (const Kind& kind : kOpens) {
    if (absl::StartsWith(beginning, kind.mark)) {
      return Said(kind, kSave, kSaveEnglish, language);
    }
  }
  for (const Kind& kind : kOthers) {
    if (absl::StartsWith(beginning, kind.mark)) {
      return Said(kind, kAsk, kAskEnglish, language);
    }
  }
  return absl::OkStatus();
}

}  // namespace sceau
