// The table of rights the reference charter was written from
// (tests/data/charter-table.json), as rows.
#ifndef SCEAU_TESTS_POLICY_CHARTER_TABLE_H_
#define SCEAU_TESTS_POLICY_CHARTER_TABLE_H_

#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace sceau::policy {

struct TableGrant {
  // One of the two may be empty.
  std::string partner = {};
  std::string role = {};
  std::string category = {};
  std::string operation = {};
  std::vector<std::string> any_of = {};
  std::vector<std::string> all_of = {};
  std::vector<std::string> only = {};
  std::string article = {};

  bool operator<(const TableGrant& other) const;
  bool operator==(const TableGrant& other) const = default;
};

const nlohmann::json& Table();
// Their articles as the charter cites them.
const std::vector<TableGrant>& TableGrants();
// The table cites in English what the charter cites in French.
std::string InFrench(std::string article);

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_CHARTER_TABLE_H_
