#include "client/cli/review/report_page.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/review/review_lines.h"
#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using print::Cell;
using print::Column;

// 12345 is « 12 345 », with a space that does not break.
std::string Thousands(int64_t number) {
  std::string digits = absl::StrCat(number);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, "\u202F");
  }
  return digits;
}

// Two lines of groups that an eye can compare.
std::string HexGroups(const crypto::Hash& hash) {
  constexpr size_t kGroup = 4;
  const std::string hex = absl::BytesToHexString(crypto::AsText(hash));
  std::string groups;
  for (size_t at = 0; at < hex.size(); at += kGroup) {
    if (at != 0) groups += at == hex.size() / 2 ? "\n" : " ";
    groups += hex.substr(at, kGroup);
  }
  return groups;
}

// « 2 réponses », « 1 réponse », « aucune réponse ».
std::string Counted(int64_t count, absl::string_view none,
                    absl::string_view one, absl::string_view several) {
  if (count == 0) return std::string(none);
  return absl::StrCat(Thousands(count), " ", count == 1 ? one : several);
}

class ReportWriter {
 public:
  ReportWriter(const CheckedReport& checked, const Labels& labels)
      : checked_(checked), report_(checked.report), labels_(labels) {}

  print::Document Write() && {
    Head();
    Overview();
    Readings();
    Signals();
    Findings();
    Questions();
    Signature();
    Partners();
    return std::move(out_);
  }

 private:
  using Kind = print::Paragraph::Kind;
  static constexpr Language kFrench = Language::kFrench;

  void Head() {
    const std::string from = LongDate(report_.start_date(), kFrench);
    const std::string to = LongDate(report_.end_date(), kFrench);
    out_.kind = "Revue du journal";
    out_.title = "Rapport du garant de la charte";
    out_.subtitle = Safe(report_.title());
    out_.byline =
        absl::StrCat("Période du ", from, " au ", to, ". Rapport établi par ",
                     Safe(report_.officer()), ", garant de la charte, le ",
                     LongTime(report_.create_time(), kFrench), ".");
    out_.author = Safe(report_.officer());
    out_.running_left = out_.subtitle;
    out_.running_right = absl::StrCat(ShortDate(report_.start_date()), " – ",
                                      ShortDate(report_.end_date()));
    out_.footer = absl::StrCat(
        "Revue ", checked_.review, " · rapport SHA-256 ",
        absl::BytesToHexString(crypto::AsText(checked_.digest)).substr(0, 16),
        "…");
    out_.unix_seconds = report_.create_time().seconds();
  }

  void Overview() {
    out_.blocks.push_back(print::Numbers{
        {{Thousands(report_.leaves()), "traces au journal dans la période"},
         {Thousands(report_.figures().readings()), "lectures"},
         {Thousands(report_.justified()), "accès regardés et justifiés"},
         {absl::StrCat(report_.answers(), " / ", report_.questions()),
          "réponses aux questions posées"},
         {Thousands(report_.findings_size()),
          "constats d'erreur ou de manquement"}}});
    const v1::Sample& sample = report_.sample();
    Say(Kind::kStatement, Safe(sample.statement()));
    if (sample.population() == 0) return;
    Say(Kind::kNote,
        absl::StrCat("Tirage au sort sans remise, loi hypergéométrique. "
                     "Lectures de la période : ",
                     Thousands(sample.population()),
                     " ; tirées : ", Thousands(sample.size()),
                     " ; examinées : ", Thousands(sample.concluded()),
                     " ; injustifiées : ", Thousands(sample.unjustified()),
                     " ; confiance : ", sample.confidence_percent(), " %."));
  }

  void Readings() {
    out_.blocks.push_back(
        print::Heading{"Les lectures, par structure et par droit"});
    const v1::Figures& figures = report_.figures();
    if (figures.figures().empty()) {
      Say(Kind::kBody, "Aucune lecture dans la période.");
      return;
    }
    std::map<std::string, std::map<std::string, const v1::Figure*>> rows;
    std::map<std::string, int64_t> totals;
    int64_t most = 1;
    for (const v1::Figure& figure : figures.figures()) {
      rows[figure.partner()][figure.right()] = &figure;
      totals[figure.right()] += figure.readings();
      most = std::max(most, figure.readings());
    }
    std::vector<std::pair<std::string, int64_t>> rights(totals.begin(),
                                                        totals.end());
    std::stable_sort(
        rights.begin(), rights.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    // More columns than stand side by side make several tables, as wide each.
    constexpr size_t kMostColumns = 6;
    const size_t tables = (rights.size() + kMostColumns - 1) / kMostColumns;
    const size_t columns = (rights.size() + tables - 1) / tables;
    for (size_t first = 0; first < rights.size(); first += columns) {
      print::Table table;
      table.columns.push_back({.heading = "Structure", .width = 2.1});
      const size_t last = std::min(first + columns, rights.size());
      for (size_t i = first; i < last; ++i) {
        table.columns.push_back(
            {.heading = Safe(RightText(rights[i].first, labels_))});
      }
      for (const auto& [partner, by_right] : rows) {
        std::vector<Cell> cells = {{.text = Organisation(partner)}};
        for (size_t i = first; i < last; ++i) {
          const auto found = by_right.find(rights[i].first);
          cells.push_back(FigureCell(
              found == by_right.end() ? nullptr : found->second, most));
        }
        table.rows.push_back(std::move(cells));
      }
      out_.blocks.push_back(std::move(table));
    }
    Say(Kind::kNote,
        absl::StrCat("Toutes les barres sont à la même échelle. « < ",
                     figures.minimum(),
                     " » et une barre hachurée : un nombre caché, parce qu'il "
                     "est petit ou parce qu'il en dirait un autre."));
  }

  Cell FigureCell(const v1::Figure* figure, int64_t most) const {
    if (figure == nullptr) return {.text = "–"};
    if (figure->hidden()) {
      return {.text = absl::StrCat("< ", report_.figures().minimum()),
              .bar = Cell::Bar::kHatched};
    }
    return {.text = Thousands(figure->readings()),
            .bar = Cell::Bar::kSolid,
            .share = static_cast<double>(figure->readings()) /
                     static_cast<double>(most)};
  }

  void Signals() {
    out_.blocks.push_back(print::Heading{"Signaux"});
    if (report_.signals().empty()) {
      Say(Kind::kBody, "Aucune règle de signalement n'était en vigueur.");
      return;
    }
    print::Table table;
    table.columns = {
        {.heading = "Nombre", .width = 0.6, .kind = Column::Kind::kCount},
        {.heading = "Signal", .width = 1.8},
        {.heading = "Règle et seuil de la charte", .width = 4}};
    for (const v1::SignalCount& signal : report_.signals()) {
      table.rows.push_back({{.text = Thousands(signal.count())},
                            {.text = Safe(labels_.Value(signal.rule()))},
                            {.text = Safe(signal.rule_text())}});
    }
    out_.blocks.push_back(std::move(table));
    Say(Kind::kNote,
        "Un signal appelle un regard ; à lui seul il ne constate rien.");
  }

  void Findings() {
    out_.blocks.push_back(print::Heading{"Constats et mesures"});
    if (report_.findings().empty()) {
      Say(Kind::kBody,
          "Aucun accès n'a été constaté injustifié : ni erreur, ni manquement, "
          "et donc aucune mesure.");
      return;
    }
    print::Table table;
    table.columns = {
        {.heading = "N°", .width = 0.4, .kind = Column::Kind::kCount},
        {.heading = "Structure", .width = 1.45},
        {.heading = "Constat", .width = 1.3},
        {.heading = "Accès", .width = 0.6, .kind = Column::Kind::kCount},
        {.heading = "Situations", .width = 1.15},
        {.heading = "Raison donnée", .width = 1.6},
        {.heading = "Mesures", .width = 2.9}};
    for (const v1::ReportedFinding& finding : report_.findings()) {
      table.rows.push_back(FindingRow(finding, table.rows.size() + 1));
    }
    out_.blocks.push_back(std::move(table));
  }

  std::vector<Cell> FindingRow(const v1::ReportedFinding& finding,
                               size_t number) {
    std::vector<std::string> situations;
    for (const std::string& name : finding.situations()) {
      situations.push_back(Safe(name));
    }
    std::vector<std::string> reasons;
    if (finding.justification() != v1::ACCESS_JUSTIFICATION_UNSPECIFIED) {
      reasons.push_back(Safe(labels_.Value(finding.justification())));
    }
    if (finding.personal_link() == v1::PERSONAL_LINK_YES) {
      reasons.push_back("connaît la personne");
    }
    std::vector<std::string> measures;
    for (const v1::JournalMeasure& measure : finding.measures()) {
      measures.push_back(absl::StrCat(Safe(labels_.Value(measure.kind())), " (",
                                      ShortDate(measure.record_time()), ")"));
      if (measure.has_due_time()) {
        absl::StrAppend(&measures.back(), ", à notifier avant le ",
                        LongTime(measure.due_time(), kFrench));
      }
    }
    return {
        {.text = absl::StrCat(number)},
        {.text = Organisation(finding.partner())},
        {.text = Safe(labels_.Value(finding.outcome()))},
        {.text = Thousands(finding.accesses())},
        {.text = situations.empty() ? "–" : absl::StrJoin(situations, ", ")},
        {.text = reasons.empty() ? "–" : absl::StrJoin(reasons, " ; ")},
        {.text = measures.empty() ? "aucune" : absl::StrJoin(measures, "\n")}};
  }

  void Questions() {
    out_.blocks.push_back(print::Heading{"Questions posées, actes du garant"});
    std::string text = absl::StrCat(
        Counted(report_.questions(), "Aucune question posée aux membres",
                "question posée aux membres", "questions posées aux membres"),
        " ; ",
        Counted(report_.answers(), "aucune réponse", "réponse reçue",
                "réponses reçues"),
        ". ",
        Counted(report_.justified(), "Aucun accès regardé et justifié",
                "accès regardé et justifié", "accès regardés et justifiés"),
        ".");
    if (report_.acts_verdict() != v1::ACTS_VERDICT_UNSPECIFIED) {
      absl::StrAppend(&text, " Les actes du garant, relus par un autre : ",
                      Safe(labels_.Value(report_.acts_verdict())), ".");
    }
    Say(Kind::kBody, text);
  }

  void Signature() {
    out_.blocks.push_back(print::Heading{"Signature et preuve"});
    const crypto::Checkpoint& checkpoint = checked_.checkpoint;
    print::Table table;
    table.together = true;
    table.columns = {{.width = 1}, {.width = 2.9, .kind = Column::Kind::kCode}};
    const auto add = [&table](absl::string_view what, std::string value) {
      table.rows.push_back(
          {{.text = std::string(what)}, {.text = std::move(value)}});
    };
    add("Garant, selon le rapport", Safe(report_.officer()));
    add("Signataire", Safe(SignedByText(checked_, labels_)));
    add("Empreinte de la clé", HexGroups(checked_.key_fingerprint));
    add("Signature", absl::Base64Escape(checked_.signature));
    add("Rapport, SHA-256", HexGroups(checked_.digest));
    add("Journal, origine", Safe(checkpoint.origin));
    add("Journal, taille",
        absl::StrCat(Thousands(static_cast<int64_t>(checkpoint.size)),
                     " traces"));
    add("Journal, comparé", SeenText(checked_.seen, labels_));
    add("Journal, racine", absl::Base64Escape(crypto::AsText(checkpoint.root)));
    out_.blocks.push_back(std::move(table));
    Say(Kind::kNote,
        "La signature couvre le fichier JSON du rapport, dont cette page est "
        "tirée. Pour vérifier : « sceau officer report --depuis rapport.json "
        "--empreinte EMPREINTE », sur un poste du groupe et sans le service, "
        "avec les fichiers rapport.json, rapport.json.sig et rapport.json.pem, "
        "et l'empreinte que le garant vous a remise en main propre.");
  }

  // The short names used above: what they stand for, here and in what is
  // signed.
  void Partners() {
    if (partners_.empty()) return;
    std::vector<std::string> lines;
    for (const std::string& id : partners_) {
      std::string line = Organisation(id);
      const std::string name = labels_.Partner(id);
      if (name != labels_.ShortPartner(id)) {
        absl::StrAppend(&line, " : ", Safe(name));
      }
      lines.push_back(absl::StrCat(line, ", « ", Safe(id), " »"));
    }
    Say(Kind::kNote,
        absl::StrCat("Structures, et leur nom dans le fichier signé. ",
                     absl::StrJoin(lines, " ; "), "."));
  }

  void Say(Kind kind, std::string text) {
    out_.blocks.push_back(print::Paragraph{std::move(text), kind});
  }

  // Its short name; the end of the page says what that stands for.
  std::string Organisation(const std::string& id) {
    partners_.insert(id);
    std::string name = Safe(labels_.ShortPartner(id));
    if (!name.empty()) {
      name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    }
    return name;
  }

  const CheckedReport& checked_;
  const v1::JournalReport& report_;
  const Labels& labels_;
  std::set<std::string> partners_;
  print::Document out_;
};

}  // namespace

std::string SignedByText(const CheckedReport& checked, const Labels& labels) {
  const std::string who =
      checked.signer.empty()
          ? std::string(labels.In("Signé par une clé sans certificat",
                                  "Signed by a key without a certificate"))
          : absl::StrCat(
                labels.In("Signé par le membre ", "Signed by the member "),
                checked.signer, labels.In(" (structure ", " (organisation "),
                checked.signer_partner, ")");
  switch (checked.key) {
    case KeyKnown::kNot:
      break;
    case KeyKnown::kCompared:
      return absl::StrCat(
          who, labels.In(". L'empreinte de la clé a été comparée avec celle "
                         "qui était attendue : c'est la même.",
                         ". The key's fingerprint was compared with the one "
                         "expected: they are the same."));
    case KeyKnown::kOwn:
      return absl::StrCat(who, labels.In(", avec la clé de ce poste.",
                                         ", with this workstation's key."));
  }
  return absl::StrCat(
      who,
      labels.In(". Rien dans ce fichier ne prouve que c'est le garant : "
                "comparez l'empreinte avec celle que le garant vous a remise.",
                ". Nothing in this file proves that it is the officer: compare "
                "the fingerprint with the one the officer gave you."));
}

std::string SeenText(Seen seen, const Labels& labels) {
  switch (seen) {
    case Seen::kNothing:
      break;
    case Seen::kSame:
      return std::string(labels.In("le même que celui que ce poste a vu",
                                   "the same as this workstation has seen"));
    case Seen::kOlder:
      return std::string(
          labels.In("plus ancien que ce que ce poste a vu : non comparé",
                    "older than what this workstation has seen: not compared"));
    case Seen::kNewer:
      return std::string(
          labels.In("plus récent que ce que ce poste a vu : non comparé",
                    "newer than what this workstation has seen: not compared"));
  }
  return std::string(
      labels.In("ce poste n'a encore rien vu du journal : non comparé",
                "this workstation has seen nothing of the journal yet: not "
                "compared"));
}

print::Document ReportPage(const CheckedReport& checked, const Labels& labels) {
  const Labels french(labels.vocabulary(), Language::kFrench,
                      labels.partners());
  return ReportWriter(checked, french).Write();
}

}  // namespace sceau
