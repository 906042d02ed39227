#include "client/cli/cases/letter.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
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

class Writer {
 public:
  Writer(const LetterFacts& facts, const Labels& labels)
      : facts_(facts),
        contacts_(facts.charter->contacts()),
        labels_(labels),
        content_(Gather(*facts.file, labels)) {}

  Letter Write(LetterKind kind) {
    letter_.sender = {"Groupe de suivi de la jeunesse", contacts_.controller(),
                      absl::StrCat("Coordination : ", contacts_.coordinator())};
    letter_.place_and_date =
        absl::StrCat("Le ", LongDate(DateOf(facts_.today), Language::kFrench));
    AddRecipient(kind);
    if (kind == LetterKind::kYoung) {
      WriteYoung();
    } else {
      WriteFormal(kind == LetterKind::kRepresentatives);
    }
    letter_.signature = {"Le coordonnateur du groupe", contacts_.coordinator()};
    return letter_;
  }

 private:
  std::string PersonName() const {
    return absl::StrCat(content_.person.given_name(), " ",
                        content_.person.family_name());
  }

  void AddRecipient(LetterKind kind) {
    if (kind == LetterKind::kRepresentatives) {
      letter_.recipient = content_.representatives;
      if (letter_.recipient.empty()) {
        letter_.recipient.push_back(
            absl::StrCat("Aux représentants légaux de ", PersonName()));
      }
    } else {
      letter_.recipient.push_back(PersonName());
    }
    for (const std::string& line : content_.address) {
      letter_.recipient.push_back(line);
    }
  }

  void Heading(const std::string& text) {
    letter_.blocks.push_back({BlockKind::kHeading, text});
  }
  void Say(const std::string& text) {
    letter_.blocks.push_back({BlockKind::kParagraph, text});
  }
  void Item(const std::string& text) {
    letter_.blocks.push_back({BlockKind::kItem, text});
  }
  std::string MayDecline() const {
    return labels_.vocabulary().Message("PERSON_MAY_DECLINE", Language::kFrench,
                                        {});
  }

  void WriteYoung() {
    letter_.subject = "Des adultes veulent t'aider, ensemble";
    Say(absl::StrCat("Bonjour ", content_.person.given_name(), ","));
    Say("Plusieurs services se réunissent pour aider des jeunes d'ici : "
        "l'école, la mairie, la mission locale et d'autres. Ils parlent de "
        "toi pour chercher, avec toi, ce qui peut t'être utile : l'école, une "
        "formation, un stage, le sport, un lieu où parler.");
    if (!content_.sources.empty()) {
      Say(absl::StrCat("La demande vient de : ",
                       absl::StrJoin(content_.sources, ", "), "."));
    }
    Heading("C'est toi qui choisis");
    Say("Tu peux dire oui ou non à ce qu'on te propose. Tu peux changer "
        "d'avis. Dire non ne sera jamais retenu contre toi.");
    Heading("Ce qui est écrit sur toi");
    Say("Ton nom, ton âge, comment te joindre, où tu en es à l'école ou au "
        "travail, ce qui va bien, ce qui est difficile, et ce qui est prévu "
        "avec toi. Rien sur ta santé ni ta religion, et jamais le nom de tes "
        "amis.");
    Say("Chaque personne qui lit doit avoir promis de garder le secret, et "
        "chaque lecture est notée.");
    Heading("Tes droits");
    Item("Tu peux demander à lire ce qui est écrit sur toi.");
    Item("Tu peux demander de corriger ce qui est faux.");
    Item("Tu peux demander qu'on arrête ou qu'on efface.");
    Item("Tu peux poser toutes tes questions, seul ou avec quelqu'un.");
    Heading("À qui parler");
    if (!content_.lead_worker.empty()) {
      Say(absl::StrCat("Ton référent : ", content_.lead_worker, "."));
    }
    Say(absl::StrCat(
        "La personne qui s'occupe du groupe : ", contacts_.coordinator(), "."));
    Say(absl::StrCat("Pour tes droits : ", contacts_.data_protection_officer(),
                     ". Tu peux aussi écrire à la CNIL (www.cnil.fr)."));
  }

  void WriteFormal(bool to_representatives) {
    const std::string whom = to_representatives ? PersonName() : "vous";
    letter_.subject =
        "Information sur un accompagnement proposé et sur vos droits";
    Say("Madame, Monsieur,");
    Say(to_representatives
            ? absl::StrCat(
                  "Le groupe de suivi de la jeunesse réunit des services qui "
                  "aident ensemble les jeunes de 12 à 25 ans. La situation de ",
                  PersonName(),
                  " lui a été présentée, pour chercher avec vous ce qui peut "
                  "l'aider : école, formation, emploi, activités, logement, "
                  "soutien à la famille.")
            : "Le groupe de suivi de la jeunesse réunit des services qui "
              "aident ensemble les jeunes de 12 à 25 ans. Votre situation lui "
              "a été présentée, pour chercher avec vous ce qui peut vous "
              "aider : école, formation, emploi, activités, logement.");
    Heading("Dire oui ou non");
    Say(MayDecline());
    Heading("Ce qui est noté, et d'où cela vient");
    Say(absl::StrCat(
        to_representatives ? "Identité et coordonnées, les vôtres comprises"
                           : "Votre identité et vos coordonnées",
        " ; situation scolaire ou professionnelle ; points d'appui ; décisions "
        "et actions proposées ; s'il y en a, difficultés de la vie quotidienne "
        "et éléments que l'établissement scolaire, la mairie ou une autorité "
        "publique a portés à la connaissance du groupe. Chaque service ne note "
        "que ce qui relève de lui. Rien n'est noté sur la santé, la religion "
        "ou les opinions, et aucun proche n'est nommé en dehors des "
        "représentants légaux d'un mineur."));
    Say(content_.sources.empty()
            ? "La demande vient du secrétariat du groupe."
            : absl::StrCat("La demande vient de : ",
                           absl::StrJoin(content_.sources, ", "), "."));
    Heading("Qui peut lire");
    const std::vector<std::string> organisations = Organisations(facts_);
    Say(absl::StrCat(
        "Seulement des personnes nommées qui ont signé la charte de "
        "confidentialité, chacune pour ce dont elle a besoin, et chaque "
        "lecture est notée",
        organisations.empty()
            ? "."
            : absl::StrCat(". Elles appartiennent aux services suivants : ",
                           absl::StrJoin(organisations, " ; "), ".")));
    Heading("Pourquoi, et sur quelle base");
    Say("Il s'agit d'une mission d'intérêt public (RGPD, article 6, "
        "paragraphe 1, e), exercée selon l'article L. 132-13 du code de la "
        "sécurité intérieure. Aucune décision n'est prise par une machine.");
    Heading("Combien de temps");
    Say(absl::StrCat("Le temps de l'accompagnement, revu chaque année, puis ",
                     kArchiveYears,
                     " ans au plus en archives fermées, et jamais au-delà du ",
                     CeilingAge(facts_), "e anniversaire."));
    Heading("Vos droits");
    Item(
        absl::StrCat("Lire ce qui est noté sur ", whom,
                     ", le faire corriger, le faire limiter, vous y opposer."));
    if (to_representatives) {
      Item(
          "Votre enfant peut exercer ces droits aussi, seul s'il le souhaite. "
          "À 18 ans, ils passent à lui seul.");
    }
    Item(absl::StrCat(
        "Pour cela, écrivez à : ", contacts_.data_protection_officer(),
        ". La réponse vient dans le mois."));
    Item(
        "Si la réponse ne vous convient pas : CNIL, 3 place de Fontenoy, "
        "75007 Paris, www.cnil.fr.");
    Heading("Qui est responsable, et à qui parler");
    Say(absl::StrCat("Responsable : ", contacts_.controller(), "."));
    if (!content_.lead_worker.empty()) {
      Say(absl::StrCat("Référent : ", content_.lead_worker, "."));
    }
    Say(absl::StrCat(
        "Pour toute question, de vive voix : ", contacts_.coordinator(), "."));
  }

  const LetterFacts& facts_;
  const v1::CharterContacts& contacts_;
  const Labels& labels_;
  const Content content_;
  Letter letter_;
};

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

Letter WriteLetter(LetterKind kind, const LetterFacts& facts,
                   const Labels& labels) {
  return Writer(facts, labels).Write(kind);
}

std::string LetterAsText(const Letter& letter) {
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
                  "\n", Paragraph(absl::StrCat("Objet : ", letter.subject)));
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
