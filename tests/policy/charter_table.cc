#include "tests/policy/charter_table.h"

#include <tuple>

#include "absl/strings/str_replace.h"

#include "tests/policy/reference_charter.h"

namespace sceau::policy {

bool TableGrant::operator<(const TableGrant& other) const {
  const auto key = [](const TableGrant& g) {
    return std::tie(g.partner, g.role, g.category, g.operation, g.any_of,
                    g.all_of, g.only, g.article);
  };
  return key(*this) < key(other);
}

const nlohmann::json& Table() {
  static const auto* const kTable = new nlohmann::json(
      nlohmann::json::parse(ReadSource("tests/data/charter-table.json")));
  return *kTable;
}

const std::vector<TableGrant>& TableGrants() {
  static const auto* const kGrants = [] {
    auto* grants = new std::vector<TableGrant>();
    for (const auto& row : Table().at("grants")) {
      const auto words = [&row](const char* key) {
        return row.value(key, std::vector<std::string>());
      };
      grants->push_back({.partner = row.value("partner", ""),
                         .role = row.value("role", ""),
                         .category = row.at("category"),
                         .operation = row.at("operation"),
                         .any_of = words("any_of"),
                         .all_of = words("all_of"),
                         .only = words("only"),
                         .article = InFrench(row.at("article"))});
    }
    return grants;
  }();
  return *kGrants;
}

std::string InFrench(std::string article) {
  return absl::StrReplaceAll(
      article,
      {{"GDPR", "RGPD"},
       {"15-21", "15 à 21"},
       {"need to know", "besoin d'en connaître"},
       {"parental authority; closed at 18",
        "autorité parentale (code civil 371-1) ; fermé à 18 ans"},
       {"named author: coordinator only", "auteur nommé : coordonnateur seul"},
       {"): training and guidance", ") : formation et orientation"},
       {"charter", "charte"},
       {"charter; ", "charte ; "},
       {"; ", " ; "}});
}

}  // namespace sceau::policy
