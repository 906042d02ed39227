#include "policy/compile/table_builder.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/clock_bounds.h"
#include "policy/decide/ages.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::FieldDescriptor;

// A grant with its words resolved. Sorted by every part, so that the order of
// the charter cannot show.
struct Resolved {
  std::string partner = {};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  CellGrant grant = {};
  RuleText text = {};

  auto Key() const {
    return std::tie(category, operation, partner, role, grant.relations,
                    grant.conditions, grant.min_age, grant.max_age,
                    grant.told_below_age, grant.fields, grant.kinds,
                    grant.own_organisation, text.article, text.reason_fr);
  }
};

uint8_t AgeOrNone(int age) {
  return age == 0 ? uint8_t{255} : static_cast<uint8_t>(age);
}

// "spip.Identity.READ.session": what the journal and Explain call the rule.
std::string IdOf(const Grant& grant) {
  std::vector<std::string> words(grant.any_of().begin(), grant.any_of().end());
  std::sort(words.begin(), words.end());
  const std::string holder =
      grant.partner().empty() || grant.role().empty()
          ? absl::StrCat(grant.partner(), grant.role())
          : absl::StrCat(grant.partner(), "+", grant.role());
  return absl::StrCat(holder, ".", grant.category(), ".", grant.operation(),
                      ".", absl::StrJoin(words, "|"));
}

void Narrow(const Grant& text, v1::Category category, CellGrant& grant) {
  uint64_t fields = 0;
  uint32_t kinds = 0;
  for (const std::string& word : text.only()) {
    const Limit limit = FindLimit(category, word);
    if (limit.kind == Limit::Kind::kField) {
      fields |= uint64_t{1} << static_cast<unsigned>(limit.number);
    } else if (limit.kind == Limit::Kind::kValueOfKind) {
      kinds |= uint32_t{1} << static_cast<unsigned>(limit.number);
    } else {
      grant.own_organisation = true;
    }
  }
  if (fields != 0) grant.fields = fields;
  if (kinds != 0) grant.kinds = kinds;
}

Resolved Resolve(const Grant& text) {
  Resolved resolved;
  resolved.partner = text.partner();
  resolved.role = FindRole(text.role());
  resolved.category = FindCategory(text.category());
  resolved.operation = FindOperation(text.operation());
  resolved.text = {.id = IdOf(text),
                   .article = text.article(),
                   .reason_fr = text.reason_fr()};
  CellGrant& grant = resolved.grant;
  for (const std::string& name : text.any_of()) {
    grant.relations |= FindRelation(name);
  }
  for (const std::string& name : text.all_of()) {
    const ConditionText& condition = *FindCondition(name);
    grant.conditions |= condition.recorded;
    grant.min_age = std::max(grant.min_age, condition.min_age);
    grant.max_age = std::min(grant.max_age, condition.max_age);
    grant.told_below_age =
        std::max(grant.told_below_age, condition.told_below_age);
  }
  Narrow(text, resolved.category, grant);
  return resolved;
}

uint16_t AddRule(RuleText text, Tables& tables) {
  tables.rules.push_back(std::move(text));
  return static_cast<uint16_t>(tables.rules.size() - 1);
}

std::vector<Resolved> ResolveAll(const Charter& charter, Tables& tables) {
  std::vector<Resolved> all;
  all.reserve(static_cast<size_t>(charter.grants_size()));
  for (const Grant& grant : charter.grants()) all.push_back(Resolve(grant));
  std::sort(all.begin(), all.end(), [](const Resolved& a, const Resolved& b) {
    return a.Key() < b.Key();
  });
  all.erase(std::unique(all.begin(), all.end(),
                        [](const Resolved& a, const Resolved& b) {
                          return a.Key() == b.Key();
                        }),
            all.end());
  for (Resolved& resolved : all) {
    resolved.grant.rule = AddRule(resolved.text, tables);
  }
  return all;
}

bool RoleActsForPartner(v1::Role role) {
  return role == v1::ROLE_MEMBER || role == v1::ROLE_COORDINATOR ||
         role == v1::ROLE_CO_PILOT;
}

// Whether the grant is of this asker's. What the coordinator contributes is
// the secretariat's, so that the own organisation's contributing cells are not
// the coordinator's.
bool Holds(const Resolved& resolved, const std::string& partner,
           v1::Role role) {
  if (!resolved.partner.empty() && resolved.partner != partner) return false;
  if (resolved.role == role) return true;
  if (resolved.role != v1::ROLE_UNSPECIFIED) {
    // A coordinator and a co-pilot are members too.
    return resolved.role == v1::ROLE_MEMBER && RoleActsForPartner(role);
  }
  if (resolved.operation == v1::OPERATION_CONTRIBUTE &&
      role == v1::ROLE_COORDINATOR) {
    return false;
  }
  return RoleActsForPartner(role);
}

void FillCells(const std::vector<Resolved>& all, Tables& tables) {
  tables.cells.resize(tables.partners.size() * kRoles * kCategories * 2);
  for (size_t p = 0; p < tables.partners.size(); ++p) {
    for (size_t r = 1; r < kRoles; ++r) {
      const auto role = static_cast<v1::Role>(r);
      // Sorted by category and operation: each cell is one run.
      for (const Resolved& resolved : all) {
        if (!Holds(resolved, tables.partners[p].id, role)) continue;
        Cell& cell =
            tables.cells[CellAt(static_cast<PartnerIndex>(p), role,
                                resolved.category, resolved.operation)];
        if (cell.count == 0) {
          cell.first = static_cast<uint32_t>(tables.grants.size());
        }
        ++cell.count;
        tables.grants.push_back(resolved.grant);
      }
    }
  }
}

// The statement that gives the operation to the role: its own, else what
// members hold, else what everybody holds. Null when none does.
const RoleGrant* GiverOf(const Charter& charter, v1::Role role,
                         absl::string_view operation) {
  std::vector<absl::string_view> holders = {RoleName(role)};
  if (RoleActsForPartner(role)) holders.push_back(RoleName(v1::ROLE_MEMBER));
  holders.push_back(kEveryMember);
  for (const absl::string_view holder : holders) {
    for (const RoleGrant& grant : charter.role_grants()) {
      const auto& names = grant.operations();
      if (grant.role() == holder &&
          std::find(names.begin(), names.end(), operation) != names.end()) {
        return &grant;
      }
    }
  }
  return nullptr;
}

void FillRoles(const Charter& charter, Tables& tables) {
  for (size_t r = 1; r < kRoles; ++r) {
    for (size_t o = 1; o < kOperations; ++o) {
      const std::string operation =
          OperationName(static_cast<v1::Operation>(o));
      const RoleGrant* giver =
          GiverOf(charter, static_cast<v1::Role>(r), operation);
      if (giver == nullptr) continue;
      tables.role_operations[r] |= uint64_t{1} << o;
      tables.role_rules[r][o] =
          AddRule({.id = absl::StrCat("role.", giver->role(), ".", operation),
                   .article = giver->article(),
                   .reason_fr = giver->reason_fr()},
                  tables);
    }
  }
}

void FillRules(const Charter& charter, Tables& tables) {
  for (size_t i = 0; i < kRuleIds; ++i) {
    const absl::string_view name = RuleName(static_cast<RuleId>(i));
    for (const Rule& rule : charter.rules()) {
      if (rule.id() != name) continue;
      tables.rule_indexes[i] = AddRule({.id = absl::StrCat("rule.", name),
                                        .article = rule.article(),
                                        .reason_fr = rule.reason_fr()},
                                       tables);
    }
  }
}

void FillPartners(const Charter& charter, Tables& tables) {
  for (const Partner& text : charter.partners()) {
    PartnerRow row;
    row.id = text.id();
    row.name = text.name();
    row.function = FindFunction(text.function());
    row.may_be_lead_worker = text.may_be_lead_worker();
    row.is_association = text.kind() == "association";
    row.gate.own_below_age.fill(255);
    tables.partners.push_back(std::move(row));
  }
  // By id, so that an index does not tell the order of the text.
  std::sort(
      tables.partners.begin(), tables.partners.end(),
      [](const PartnerRow& a, const PartnerRow& b) { return a.id < b.id; });
  for (PartnerRow& row : tables.partners) {
    for (const Prohibition& prohibition : charter.prohibitions()) {
      if (prohibition.partner() != row.id) continue;
      for (const std::string& name : prohibition.classes()) {
        row.prohibited |= FindClass(name);
      }
    }
    for (const PartnerGate& gate : charter.partner_gates()) {
      if (gate.partner() != row.id) continue;
      row.gate.min_age = static_cast<uint8_t>(gate.min_age());
      row.gate.below_age = AgeOrNone(gate.below_age());
      row.gate.or_in_school = gate.or_in_school();
      for (const GateArm& arm : gate.also()) {
        row.gate.also.push_back(
            {.operation = FindOperation(arm.operation()),
             .category = FindCategory(arm.category()),
             .below_age = static_cast<uint8_t>(arm.below_age())});
      }
      for (const OwnGate& own : gate.own()) {
        row.gate
            .own_below_age[static_cast<size_t>(FindCategory(own.category()))] =
            static_cast<uint8_t>(own.below_age());
      }
    }
    for (const ClassedValue& value : charter.value_classes()) {
      if (value.field() == kOwnerField && value.value() == row.id) {
        row.owner_classes |= FindClass(value.class_());
      }
    }
  }
}

void FillCategories(const Charter& charter, Tables& tables) {
  for (const ClassedCategory& text : charter.categories()) {
    const auto category = static_cast<size_t>(FindCategory(text.category()));
    tables.category_classes[category] = FindClass(text.class_());
    tables.category_texts[category] = {
        .id = absl::StrCat("category.", text.category()),
        .article = text.article(),
        .reason_fr = text.reason_fr()};
  }
  for (const SubjectGate& gate : charter.subject_gates()) {
    const auto category = static_cast<size_t>(FindCategory(gate.category()));
    const ConditionText& condition = *FindCondition(gate.condition());
    tables.subject_gates[category] = {.min_age = condition.min_age,
                                      .max_age = condition.max_age};
  }
  for (const ClassedValue& value : charter.value_classes()) {
    if (value.field() == kOwnerField) continue;
    const FieldDescriptor* field = FindField(value.field());
    ValueRule rule{.category = FindCategory(field->containing_type()->name()),
                   .field = field,
                   .classes = FindClass(value.class_())};
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      rule.number = FindValue(*field->enum_type(), value.value());
    } else {
      rule.text = value.value();
    }
    tables.value_rules.push_back(std::move(rule));
  }
}

}  // namespace

Tables BuildTables(const Charter& charter) {
  Tables tables;
  tables.title = charter.title();
  tables.version = charter.version();
  tables.effective_day = *ParseDay(charter.effective_date());
  tables.term_end_day = *ParseDay(charter.term_end());
  const ContactList& contacts = charter.contacts();
  tables.contacts = {
      .coordinator = contacts.coordinator(),
      .charter_officer = contacts.charter_officer(),
      .data_protection_officer = contacts.data_protection_officer(),
      .support = contacts.support(),
      .crip = contacts.crip(),
      .prefecture = contacts.prefecture(),
      .controller = contacts.controller()};
  for (const ClockBound& bound : ClockBounds()) {
    tables.clocks.*bound.member = ValueOf(charter.clocks(), bound);
  }
  tables.postal_codes.assign(charter.postal_codes().begin(),
                             charter.postal_codes().end());
  std::sort(tables.postal_codes.begin(), tables.postal_codes.end());
  if (!charter.signing_keys().empty()) tables.signing_keys = 0;
  for (const std::string& name : charter.signing_keys()) {
    tables.signing_keys |= FindSigningKey(name);
  }
  for (const Deputy& deputy : charter.deputies()) {
    tables.deputy_roles |= static_cast<uint8_t>(
        1u << static_cast<unsigned>(FindRole(deputy.role())));
  }
  FillPartners(charter, tables);
  FillCategories(charter, tables);
  FillRules(charter, tables);
  FillRoles(charter, tables);
  FillCells(ResolveAll(charter, tables), tables);
  return tables;
}

}  // namespace sceau::policy
