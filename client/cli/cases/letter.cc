#include "client/cli/cases/letter.h"

#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/views/view.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

constexpr absl::string_view kSecretariat = "secretariat";
constexpr int kArchiveYears = 3;  // AU-038 art. 5; a charter may only lower it.

using BlockKind = LetterBlock::Kind;

// What the letter says of the case, gathered once.
struct Content {
  v1::Identity person = {};
  std::vector<std::string> representatives = {};
  std::vector<std::string> address = {};
  std::vector<std::string> sources = {};  // Organisations.
  std::string lead_worker = {};           // Name, organisation, telephone.
};

std::vector<std::string> AddressLines(const v1::Address& address) {
  std::vector<std::string> lines;
  if (!address.line().empty()) lines.push_back(address.line());
  lines.push_back(absl::StrCat(address.postal_code(),
                               address.postal_code().empty() ? "" : " ",
                               address.locality()));
  return lines;
}

std::string LeadWorkerText(const v1::LeadWorker& lead, const Labels& labels) {
  std::string text = labels.Partner(lead.organisation());
  if (!lead.name().empty()) text = absl::StrCat(lead.name(), ", ", text);
  if (!lead.contact().phone().empty()) {
    absl::StrAppend(&text, ", ", PhoneText(lead.contact().phone()));
  }
  return text;
}

Content Gather(const v1::Case& file, const Labels& labels) {
  Content content;
  std::set<std::string> sources;
  for (const v1::Entry& entry : file.entries()) {
    const v1::EntryBody& body = entry.body();
    if (body.has_identity() && (entry.owner() == kSecretariat ||
                                content.person.family_name().empty())) {
      content.person = body.identity();
    }
    if (body.has_legal_representatives()) {
      const auto& one = body.legal_representatives();
      content.representatives.push_back(
          absl::StrCat(one.given_name(), one.given_name().empty() ? "" : " ",
                       one.family_name()));
      if (one.has_address() && content.address.empty()) {
        content.address = AddressLines(one.address());
      }
    }
    if (body.has_contact_details() && body.contact_details().has_address()) {
      content.address = AddressLines(body.contact_details().address());
    }
    if (body.has_origin() && body.origin().organisation() != kSecretariat) {
      sources.insert(labels.ShortPartner(body.origin().organisation()));
    }
    if (body.has_lead_worker() && body.lead_worker().has_accepted_date() &&
        !body.lead_worker().has_end_date()) {
      content.lead_worker = LeadWorkerText(body.lead_worker(), labels);
    }
  }
  content.sources.assign(sources.begin(), sources.end());
  return content;
}

// The organisations of the group, as the charter names them.
std::vector<std::string> Organisations(const LetterFacts& facts) {
  std::vector<std::string> names;
  if (facts.program == nullptr) return names;
  for (size_t i = 0; i < facts.program->partner_count(); ++i) {
    names.emplace_back(
        facts.program->PartnerName(static_cast<policy::PartnerIndex>(i)));
  }
  return names;
}

int CeilingAge(const LetterFacts& facts) {
  return facts.program == nullptr ? 26 : facts.program->clocks().ceiling_age;
}

const char* ViewOf(LetterKind kind) {
  switch (kind) {
    case LetterKind::kAdult:
      return "adult";
    case LetterKind::kRepresentatives:
      return "representatives";
    case LetterKind::kYoung:
      return "young";
  }
  return "adult";
}

std::vector<std::string> Lines(const std::vector<ViewBlock>& blocks) {
  std::vector<std::string> lines;
  for (const ViewBlock& block : blocks) lines.push_back(block.text);
  return lines;
}

unsigned char Byte(char c) { return static_cast<unsigned char>(c); }

std::string Escaped(absl::string_view text) {
  std::string html;
  for (const char letter : Safe(text)) {
    switch (letter) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

// Escaped, with the blanks of French punctuation and telephones unbroken.
std::string HtmlText(absl::string_view text) {
  std::string html;
  const std::string escaped = Escaped(text);
  for (size_t i = 0; i < escaped.size(); ++i) {
    const absl::string_view rest = absl::string_view(escaped).substr(i);
    const bool before =
        rest[0] == ' ' && rest.size() > 1 &&
        (absl::string_view(":;?!").find(rest[1]) != absl::string_view::npos ||
         absl::StartsWith(rest.substr(1), "»"));
    const bool digits = rest[0] == ' ' && i > 0 && rest.size() > 1 &&
                        absl::ascii_isdigit(Byte(escaped[i - 1])) &&
                        absl::ascii_isdigit(Byte(rest[1]));
    const bool after =
        rest[0] == ' ' &&
        absl::EndsWith(absl::string_view(escaped).substr(0, i), "«");
    absl::StrAppend(&html,
                    before || digits || after ? "&nbsp;" : rest.substr(0, 1));
  }
  return html;
}

std::string HtmlLines(const std::vector<std::string>& lines) {
  std::string html;
  for (const std::string& line : lines) {
    if (!line.empty()) absl::StrAppend(&html, HtmlText(line), "<br>\n");
  }
  return html;
}

std::string HtmlBlocks(const std::vector<LetterBlock>& blocks) {
  std::string html;
  bool in_list = false;
  for (const LetterBlock& block : blocks) {
    if (in_list != (block.kind == BlockKind::kItem)) {
      in_list = !in_list;
      absl::StrAppend(&html, in_list ? "<ul>\n" : "</ul>\n");
    }
    const char* tag = block.kind == BlockKind::kHeading ? "h2"
                      : block.kind == BlockKind::kItem  ? "li"
                                                        : "p";
    absl::StrAppend(&html, "<", tag, ">", HtmlText(block.text), "</", tag,
                    ">\n");
  }
  return in_list ? html + "</ul>\n" : html;
}

constexpr char kHtmlHead[] =
    "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<title>Information</title>\n<style>\n"
    "@page { size: A4; margin: 18mm 20mm; }\n"
    "body { font: 10.5pt/1.4 sans-serif; color: #111; max-width: 170mm;\n"
    "       margin: 0 auto; }\n"
    "article { page-break-after: always; }\n"
    "article:last-child { page-break-after: auto; }\n"
    "header { display: flex; justify-content: space-between; gap: 10mm; }\n"
    ".date { white-space: nowrap; }\n"
    ".recipient { margin: 12mm 0 8mm 85mm; }\n"
    "h1 { font-size: 12pt; margin: 5mm 0 3mm; }\n"
    "h2 { font-size: 10.5pt; margin: 3mm 0 1mm; page-break-after: avoid; }\n"
    "p, ul { margin: 0 0 2mm; }\n"
    "li, .signature { page-break-inside: avoid; }\n"
    ".signature { margin-top: 6mm; }\n"
    "</style>\n</head>\n<body>\n";

}  // namespace

nlohmann::json LetterModel(const LetterFacts& facts, const Labels& labels) {
  const Content content = Gather(*facts.file, labels);
  const v1::CharterContacts& contacts = facts.charter->contacts();
  return {{"given", content.person.given_name()},
          {"family", content.person.family_name()},
          {"person", absl::StrCat(content.person.given_name(), " ",
                                  content.person.family_name())},
          {"representatives", content.representatives},
          {"address", content.address},
          {"sources", content.sources},
          {"organisations", Organisations(facts)},
          {"lead_worker", content.lead_worker},
          {"controller", contacts.controller()},
          {"coordinator", contacts.coordinator()},
          {"officer", contacts.data_protection_officer()},
          {"may_decline", labels.vocabulary().Message("PERSON_MAY_DECLINE",
                                                      labels.language(), {})},
          {"day", LongDate(DateOf(facts.today), labels.language())},
          {"years", kArchiveYears},
          {"age", CeilingAge(facts)}};
}

Letter WriteLetter(LetterKind kind, const LetterFacts& facts,
                   const Labels& labels) {
  const nlohmann::json& view = LetterView().at(ViewOf(kind));
  const nlohmann::json model = LetterModel(facts, labels);
  const auto part = [&](const char* name) {
    return ReadPart(view.at(name), model, labels.language());
  };
  const std::vector<std::string> subject = Lines(part("subject"));
  const std::vector<std::string> day = Lines(part("place_and_date"));
  Letter letter{.sender = Lines(part("sender")),
                .recipient = Lines(part("recipient")),
                .place_and_date = day.empty() ? "" : day.front(),
                .subject = subject.empty() ? "" : subject.front(),
                .signature = Lines(part("signature"))};
  for (ViewBlock& block : part("blocks")) {
    letter.blocks.push_back({block.kind == "heading" ? BlockKind::kHeading
                             : block.kind == "item"  ? BlockKind::kItem
                                                     : BlockKind::kParagraph,
                             std::move(block.text)});
  }
  return letter;
}

std::string LetterAsText(const Letter& letter, const Labels& labels) {
  std::string text;
  for (const std::string& line : letter.sender) {
    if (!line.empty()) absl::StrAppend(&text, Paragraph(line));
  }
  text += "\n";
  const std::string margin(40, ' ');
  for (const std::string& line : letter.recipient) {
    absl::StrAppend(&text, Paragraph(line, margin, margin));
  }
  absl::StrAppend(&text, "\n", Paragraph(letter.place_and_date, margin, margin),
                  "\n",
                  Paragraph(labels.Text("letter.subject-line",
                                        {{"subject", letter.subject}})));
  BlockKind previous = BlockKind::kParagraph;
  for (const LetterBlock& block : letter.blocks) {
    if (block.kind != BlockKind::kItem || previous != BlockKind::kItem)
      text += "\n";
    previous = block.kind;
    if (block.kind == BlockKind::kItem) {
      absl::StrAppend(&text, Paragraph(block.text, "  - ", "    "));
    } else {
      absl::StrAppend(&text, Paragraph(block.text));
    }
  }
  text += "\n";
  for (const std::string& line : letter.signature) {
    absl::StrAppend(&text, Paragraph(line, margin, margin));
  }
  return text;
}

std::string LettersAsHtml(const std::vector<Letter>& letters) {
  std::string html = kHtmlHead;
  for (const Letter& letter : letters) {
    absl::StrAppend(
        &html, "<article>\n<header><div>\n", HtmlLines(letter.sender),
        "</div><div class=\"date\">", Escaped(letter.place_and_date),
        "</div></header>\n<div class=\"recipient\">\n",
        HtmlLines(letter.recipient), "</div>\n<h1>", HtmlText(letter.subject),
        "</h1>\n", HtmlBlocks(letter.blocks), "<div class=\"signature\">\n",
        HtmlLines(letter.signature), "</div>\n</article>\n");
  }
  return html + "</body>\n</html>\n";
}

}  // namespace sceau
