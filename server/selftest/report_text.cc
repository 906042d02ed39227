// What the self-test says, for people and for programs.
#include <algorithm>
#include <iomanip>
#include <utility>

#include "absl/strings/str_cat.h"

#include "nlohmann/json.hpp"
#include "policy/compile/catalogue.h"
#include "sceau/v1/category.pb.h"
#include "server/selftest/command.h"

namespace sceau::selftest {
namespace {

// Findings printed one by one; the rest are counted.
constexpr size_t kMostPrinted = 20;

// 607 790 or 607,790.
std::string Number(size_t number, Language language) {
  const std::string digits = absl::StrCat(number);
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      text += language == Language::kFrench ? ' ' : ',';
    }
    text += digits[i];
  }
  return text;
}

// "0 octet", "2 octets": none is singular in French, not in English.
std::string Count(size_t number, Language language, const char* french,
                  const char* english) {
  const bool many =
      number > 1 || (number == 0 && language != Language::kFrench);
  return absl::StrCat(Number(number, language), " ",
                      In(language, french, english), many ? "s" : "");
}

size_t ColumnsOf(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(),
                    [](char byte) { return (byte & 0xC0) != 0x80; }));
}

// "label   number text". The label is ASCII.
void PrintLine(const std::string& label, const std::string& counted,
               const std::string& rest, std::ostream& out) {
  constexpr int kLabelColumns = 20;
  constexpr int kCountColumns = 20;
  out << "  " << std::left << std::setw(kLabelColumns) << label << std::right
      << std::setw(kCountColumns) << counted << "  " << rest << "\n";
}

// "session-17" in words.
std::string SettingName(const std::string& id, Language language) {
  struct Words {
    const char* prefix;
    const char* french;
    const char* english;
  };
  static constexpr Words kWords[] = {
      {"session", "convoqués et référents", "convened and lead workers"},
      {"action", "actions portées", "actions piloted"},
      {"untold", "pas encore informé", "not yet told"},
      {"known", "saisine de chacun", "referred by each"},
      {"typed", "nommés saisissants", "named as senders"},
      {"typed-untold", "nommés saisissants, pas encore informé",
       "named as senders, not yet told"},
      {"ended", "conditions échues", "conditions ended"},
      {"exited", "suivi terminé", "follow-up ended"},
      {"narrowed", "contribution restreinte", "contribution narrowed"},
      {"stranger", "sans lien", "no relation"}};
  const size_t dash = id.rfind('-');
  for (const Words& words : kWords) {
    if (id.substr(0, dash) == words.prefix) {
      return absl::StrCat(In(language, words.french, words.english), ", ",
                          id.substr(dash + 1), In(language, " ans", " years"));
    }
  }
  return id;
}

void PrintFindings(const std::vector<Finding>& findings, size_t count,
                   Language language, std::ostream& out) {
  for (size_t i = 0; i < findings.size() && i < kMostPrinted; ++i) {
    const Finding& finding = findings[i];
    out << "  " << finding.member << " · "
        << policy::CategoryName(finding.category) << "\n    "
        << SettingName(finding.setting, language)
        << (finding.of_value ? In(language, " ; autre valeur", "; other value")
                             : "")
        << "\n";
    if (!finding.method.empty()) {
      out << "    " << finding.method.substr(finding.method.rfind('.') + 1)
          << " : " << finding.what << "\n";
    }
  }
  const size_t printed = std::min(findings.size(), kMostPrinted);
  if (count > printed) {
    out << "  " << In(language, "et ", "and ")
        << Number(count - printed, language)
        << In(language, " autres.\n", " more.\n");
  }
}

// "label : a, b, c." in lines of at most 80 columns; nothing when none.
void PrintNames(const std::string& label, const std::vector<std::string>& names,
                std::ostream& out) {
  constexpr size_t kColumns = 80;
  if (names.empty()) return;
  std::string line = label;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string word =
        absl::StrCat(" ", names[i], i + 1 < names.size() ? "," : ".");
    if (ColumnsOf(line) + word.size() > kColumns) {
      out << line << "\n";
      line = " ";
    }
    line += word;
  }
  out << line << "\n";
}

// What the charter and the contract have, how much of it this run exercised,
// and the names of the rest.
void PrintExercised(const Report& report, Language language,
                    std::ostream& out) {
  if (!report.whole) {
    out << In(language,
              "Un échantillon : ce qui ne s'exerce jamais n'est pas dit.\n",
              "A sample: what is never exercised is not told.\n");
    return;
  }
  const auto of = [language](const std::vector<std::string>& never,
                             size_t all) {
    return absl::StrCat(Number(all - never.size(), language), "/",
                        Number(all, language));
  };
  out << In(language, "Exercés : ", "Exercised: ")
      << of(report.triggers_never, report.triggers)
      << In(language, " déclencheurs, ", " triggers, ")
      << of(report.grants_never, report.grants)
      << In(language, " droits de lecture, ", " rights to read, ")
      << of(report.methods_never, report.methods)
      << In(language, " méthodes,\n", " methods,\n")
      << of(report.fields_never, report.fields)
      << In(language, " champs à deux valeurs.\n",
            " fields with two values.\n");
  PrintNames(In(language, "Déclencheur jamais vrai aujourd'hui :",
                "Trigger that is never true today:"),
             report.triggers_never, out);
  PrintNames(In(language, "Méthode qui n'a jamais abouti :",
                "Method that never got through:"),
             report.methods_never, out);
  PrintNames(
      In(language, "Champ sans deux valeurs :", "Field without two values:"),
      report.fields_never, out);
  if (!report.grants_never.empty()) {
    out << In(language, "Les droits jamais ouverts : --json.\n",
              "The rights that nothing opened: --json.\n");
  }
}

std::string Verdict(const Report& report, Language language) {
  if (report.rights == 0 || report.comparisons == 0) {
    return In(language, "Rien n'a été comparé : cet autotest ne prouve rien.",
              "Nothing was compared: this self-test proves nothing.");
  }
  if (report.blind == report.rights) {
    return In(language,
              "Aucune différence, même pour qui a le droit de lire : "
              "l'autotest est cassé.",
              "No difference, not even for whom may read: the self-test "
              "itself is broken.");
  }
  if (report.officer_differences > 0 || report.officer_content_bytes > 0) {
    return In(language,
              "Le garant de la charte reçoit quelque chose d'un dossier.",
              "The charter officer is given something of a case file.");
  }
  if (report.differences > 0) {
    return In(language,
              "Quelqu'un peut deviner ce que la charte ne lui donne pas.",
              "Someone can tell what the charter does not give them.");
  }
  if (report.blind > 0) {
    return In(language, "Quelqu'un ne voit pas ce que la charte lui donne.",
              "Someone does not see what the charter gives them.");
  }
  return In(language,
            "Qui n'a pas le droit de lire une contribution ne peut savoir si "
            "elle existe,\nni ce qu'elle dit.",
            "Who may not read a contribution cannot tell whether it is there, "
            "nor what\nit says.");
}

nlohmann::ordered_json JsonOf(const Finding& finding) {
  nlohmann::ordered_json json = {
      {"setting", finding.setting},
      {"category", std::string(policy::CategoryName(finding.category))},
      {"of_value", finding.of_value},
      {"member", finding.member},
      {"partner", finding.partner},
      {"role", std::string(policy::RoleName(finding.role))}};
  if (!finding.method.empty()) {
    json["method"] = finding.method;
    json["difference"] = finding.what;
  }
  return json;
}

}  // namespace

void PrintReport(const Report& report, Language language, std::ostream& out) {
  const auto in = [language](const char* french, const char* english) {
    return In(language, french, english);
  };
  const auto number = [language](size_t value) {
    return Number(value, language);
  };
  out << in("Autotest de non-interférence, charte ",
            "Non-interference self-test, charter ")
      << report.charter_version << in(", graine ", ", seed ") << report.seed
      << "\n\n"
      << number(report.pairs)
      << in(" paires de groupes d'essai, qui diffèrent d'une contribution :\n",
            " pairs of synthetic groups that differ in one contribution:\n")
      << number(report.pairs - report.value_pairs)
      << in(" où l'un l'a et l'autre non, ", " in which one has it, ")
      << number(report.value_pairs)
      << in(" où elle a d'autres valeurs.\n", " in which its values differ.\n")
      << report.settings
      << in(" situations (liens, conditions, âges, états), ",
            " settings (relations, conditions, ages, states), ")
      << report.categories << in(" rubriques.\n", " categories.\n")
      << report.methods
      << in(" méthodes, appelées par ", " methods, called by ") << report.people
      << in(" membres de ", " members of ") << report.partners
      << in(" organisations, de tous les rôles.\n",
            " organisations, in all roles.\n")
      << in("Comparés : code et détails, chaque octet de la réponse, ordre et "
            "pages, taille\ndu reçu et du point de contrôle, croissance du "
            "journal. Le temps ne l'est pas.\n\n",
            "Compared: code and details, every byte of the response, order and "
            "pages, size\nof receipt and checkpoint, the tree's growth. Time "
            "is not.\n\n");
  PrintLine(in("Sans droit de lire", "May not read"),
            Count(report.comparisons, language, "comparaison", "comparison"),
            Count(report.differences, language, "différence", "difference"),
            out);
  PrintLine(in("Avec ce droit", "May read"),
            Count(report.rights, language, "lecture", "reading"),
            Count(report.blind, language, "lecture sans différence",
                  "reading without difference"),
            out);
  PrintLine(
      in("Garant de la charte", "Charter officer"),
      Count(report.officer_comparisons, language, "comparaison", "comparison"),
      absl::StrCat(
          Count(report.officer_differences, language, "différence",
                "difference"),
          ", ", Count(report.officer_content_bytes, language, "octet", "byte"),
          in(" de dossier", " of a file")),
      out);
  out << "\n";
  if (!report.findings.empty()) {
    out << in("Différences que la charte ne donne pas :\n",
              "Differences that the charter does not give:\n");
    PrintFindings(report.findings, report.differences, language, out);
  }
  if (!report.unseen.empty()) {
    out << in("Contributions que leur lecteur ne voit pas :\n",
              "Contributions that their reader does not see:\n");
    PrintFindings(report.unseen, report.blind, language, out);
  }
  PrintExercised(report, language, out);
  out << "\n" << Verdict(report, language) << "\n";
}

std::string JsonOf(const Report& report) {
  nlohmann::ordered_json json = {
      {"holds", report.Holds()},
      {"charter_version", report.charter_version},
      {"seed", report.seed},
      {"methods", report.methods},
      {"members", report.people},
      {"partners", report.partners},
      {"settings", report.settings},
      {"categories", report.categories},
      {"pairs", report.pairs},
      {"value_pairs", report.value_pairs},
      {"triggers", report.triggers},
      {"grants", report.grants},
      {"fields", report.fields},
      {"comparisons", report.comparisons},
      {"differences", report.differences},
      {"rights", report.rights},
      {"unseen_rights", report.blind},
      {"charter_officer",
       {{"comparisons", report.officer_comparisons},
        {"differences", report.officer_differences},
        {"content_bytes", report.officer_content_bytes}}}};
  json["never"] = {{"triggers", report.triggers_never},
                   {"methods", report.methods_never},
                   {"grants", report.grants_never},
                   {"fields", report.fields_never}};
  json["findings"] = nlohmann::ordered_json::array();
  for (const Finding& each : report.findings) {
    json["findings"].push_back(JsonOf(each));
  }
  json["unseen"] = nlohmann::ordered_json::array();
  for (const Finding& each : report.unseen) {
    json["unseen"].push_back(JsonOf(each));
  }
  return json.dump(2);
}

}  // namespace sceau::selftest
