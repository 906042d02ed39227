#include "policy/compile/checker.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/checker_parts.h"
#include "policy/compile/clock_bounds.h"
#include "policy/compile/floor.h"
#include "policy/compile/parser.h"
#include "policy/decide/ages.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::FieldDescriptor;

// "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", as every resource id.
bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > 63) return false;
  if (!absl::ascii_islower(static_cast<unsigned char>(id[0]))) return false;
  return id.back() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
           const auto letter = static_cast<unsigned char>(c);
           return absl::ascii_islower(letter) || absl::ascii_isdigit(letter) ||
                  c == '-';
         });
}

void CheckLine(absl::string_view text, Where where, absl::string_view field,
               Findings& findings) {
  if (text.empty()) {
    findings.Add(where, IssueCode::kMissing, field);
  } else if (!IsLine(text, kMaxSentenceBytes)) {
    findings.Add(where, IssueCode::kMalformed, field,
                 absl::StrCat("<= ", kMaxSentenceBytes, " B"));
  }
}

void CheckHead(const Charter& charter, const Place& place, Findings& findings) {
  CheckLine(charter.title(), place.Of(Charter::kTitleFieldNumber), "title",
            findings);
  if (!IsId(charter.version())) {
    findings.Add(place.Of(Charter::kVersionFieldNumber), IssueCode::kMalformed,
                 "version", "[a-z][a-z0-9-]*");
  }
  const auto first = ParseDay(charter.effective_date());
  const auto last = ParseDay(charter.term_end());
  if (!first.has_value()) {
    findings.Add(place.Of(Charter::kEffectiveDateFieldNumber),
                 IssueCode::kMalformed, "effective_date", "2026-01-31");
  }
  const auto end = place.Of(Charter::kTermEndFieldNumber);
  if (!last.has_value()) {
    findings.Add(end, IssueCode::kMalformed, "term_end", "2026-01-31");
  } else if (first.has_value() && *last < *first) {
    findings.Add(end, IssueCode::kOutOfRange, "term_end",
                 absl::StrCat(">= ", charter.effective_date()));
  }
}

std::vector<std::string> FunctionNames() {
  std::vector<std::string> names;
  for (const FunctionCount& each : FunctionCounts()) {
    names.push_back(FunctionName(each.function));
  }
  return names;
}

// Each has one, and each function is had as often as the law has it.
void CheckFunctions(const Charter& charter, const Place& place,
                    Findings& findings) {
  std::map<v1::PartnerFunction, std::vector<int>> lines;
  for (int i = 0; i < charter.partners_size(); ++i) {
    const std::string& name = charter.partners(i).function();
    const Where where = place.Inside(Charter::kPartnersFieldNumber, i)
                            .Of(Partner::kFunctionFieldNumber);
    const v1::PartnerFunction function = FindFunction(name);
    if (name.empty()) {
      findings.Add(where, IssueCode::kMissing, "function",
                   charter.partners(i).id());
      continue;
    }
    if (function == v1::PARTNER_FUNCTION_UNSPECIFIED) {
      findings.Add(where, IssueCode::kUnknownFunction, name,
                   absl::StrJoin(FunctionNames(), ", "));
      continue;
    }
    lines[function].push_back(where.first);
    for (const FunctionCount& each : FunctionCounts()) {
      if (each.function == function && lines[function].size() > each.at_most) {
        findings.Add(where, IssueCode::kDuplicate, name,
                     absl::StrCat(lines[function][0]));
      }
    }
  }
  if (charter.partners().empty()) return;  // Said already.
  for (const FunctionCount& each : FunctionCounts()) {
    if (lines[each.function].size() < each.at_least) {
      findings.Add(place.Of(Charter::kPartnersFieldNumber),
                   IssueCode::kMissingFunction, FunctionName(each.function));
    }
  }
}

void CheckPartners(const Charter& charter, const Place& place,
                   Findings& findings) {
  if (charter.partners().empty()) {
    findings.Add(place.Of(Charter::kPartnersFieldNumber), IssueCode::kMissing,
                 "partners");
  }
  if (charter.partners_size() > static_cast<int>(kMaxPartners)) {
    findings.Add(
        place.Of(Charter::kPartnersFieldNumber, static_cast<int>(kMaxPartners)),
        IssueCode::kTooMany, "partners", absl::StrCat(kMaxPartners));
  }
  std::set<std::string> seen;
  for (int i = 0; i < charter.partners_size(); ++i) {
    const Partner& partner = charter.partners(i);
    const Place at = place.Inside(Charter::kPartnersFieldNumber, i);
    // The coordinator's deposits bear that name; no organisation may.
    if (!IsId(partner.id()) || partner.id() == "secretariat") {
      findings.Add(at.Of(Partner::kIdFieldNumber), IssueCode::kMalformed,
                   partner.id(), "[a-z][a-z0-9-]*, != secretariat");
    } else if (!seen.insert(partner.id()).second) {
      findings.Add(at.Of(Partner::kIdFieldNumber), IssueCode::kDuplicate,
                   partner.id());
    }
    CheckLine(partner.name(), at.Of(Partner::kNameFieldNumber), "name",
              findings);
    if (partner.kind() != "state" && partner.kind() != "local" &&
        partner.kind() != "association") {
      findings.Add(at.Of(Partner::kKindFieldNumber), IssueCode::kUnknownKind,
                   partner.kind(), "state, local, association");
    }
  }
  CheckFunctions(charter, place, findings);
}

void CheckContacts(const Charter& charter, const Place& place,
                   Findings& findings) {
  if (!charter.has_contacts()) {
    findings.Add(place.Of(Charter::kContactsFieldNumber), IssueCode::kMissing,
                 "contacts");
    return;
  }
  const Place at = place.Inside(Charter::kContactsFieldNumber);
  const auto& descriptor = *ContactList::descriptor();
  const auto& contacts = charter.contacts();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    CheckLine(contacts.GetReflection()->GetString(contacts, field),
              at.Of(field->number()), field->name(), findings);
  }
}

void CheckPostalCodes(const Charter& charter, const Place& place,
                      Findings& findings) {
  if (charter.postal_codes().empty()) {
    findings.Add(place.Of(Charter::kPostalCodesFieldNumber),
                 IssueCode::kMissing, "postal_codes");
  }
  std::set<std::string> seen;
  for (int i = 0; i < charter.postal_codes_size(); ++i) {
    const std::string& code = charter.postal_codes(i);
    const auto where = place.Of(Charter::kPostalCodesFieldNumber, i);
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) {
      return absl::ascii_isdigit(static_cast<unsigned char>(c));
    });
    if (code.size() != 5 || !digits) {
      findings.Add(where, IssueCode::kMalformed, code, "61000");
    } else if (!seen.insert(code).second) {
      findings.Add(where, IssueCode::kDuplicate, code);
    }
  }
}

// Only what is absurd: what the law bounds is the floor's.
void CheckClocks(const Charter& charter, const Place& place,
                 Findings& findings) {
  if (!charter.has_clocks()) {
    findings.Add(place.Of(Charter::kClocksFieldNumber), IssueCode::kMissing,
                 "clocks");
    return;
  }
  const Place at = place.Inside(Charter::kClocksFieldNumber);
  const ClockSettings& clocks = charter.clocks();
  for (const ClockBound& bound : ClockBounds()) {
    CheckRange(ValueOf(clocks, bound), bound.from, bound.to,
               at.Of(FieldNumber(bound)), bound.name, findings);
  }
  if (clocks.eligible_to_age() < 1) return;
  // Nobody is followed beyond the ceiling.
  CheckRange(clocks.eligible_to_age(), clocks.eligible_from_age(),
             std::max(clocks.eligible_from_age(), clocks.ceiling_age() - 1),
             at.Of(ClockSettings::kEligibleToAgeFieldNumber), "eligible_to_age",
             findings);
}

}  // namespace

bool IsLine(absl::string_view text, size_t max_bytes) {
  return !text.empty() && text.size() <= max_bytes && IsUtf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_iscntrl(static_cast<unsigned char>(c));
         });
}

bool HasPartner(const Charter& charter, absl::string_view id) {
  return std::any_of(
      charter.partners().begin(), charter.partners().end(),
      [&](const Partner& partner) { return partner.id() == id; });
}

void CheckReasons(absl::string_view article, absl::string_view reason,
                  const Place& place, int article_field, int reason_field,
                  Findings& findings) {
  if (article.empty()) {
    findings.Add(place.Of(article_field), IssueCode::kMissingArticle);
  } else if (!IsLine(article, kMaxArticleBytes)) {
    findings.Add(place.Of(article_field), IssueCode::kMalformed, "article",
                 absl::StrCat("<= ", kMaxArticleBytes, " B"));
  }
  if (reason.empty()) {
    findings.Add(place.Of(reason_field), IssueCode::kMissingReason);
  } else if (!IsLine(reason, kMaxSentenceBytes)) {
    findings.Add(place.Of(reason_field), IssueCode::kMalformed, "reason_fr",
                 absl::StrCat("<= ", kMaxSentenceBytes, " B"));
  }
}

void CheckKnownPartner(const Charter& charter, absl::string_view id,
                       Where where, std::set<std::string>& seen,
                       Findings& findings) {
  if (!HasPartner(charter, id)) {
    findings.Add(where, IssueCode::kUnknownPartner, id);
  } else if (!seen.insert(std::string(id)).second) {
    findings.Add(where, IssueCode::kDuplicate, id);
  }
}

void CheckCategory(absl::string_view name, Where where, Findings& findings) {
  if (FindCategory(name) != v1::CATEGORY_UNSPECIFIED) return;
  if (IsForbiddenCategory(name)) {
    findings.AddInvariant(where, kNoForbiddenCategory, name);
  } else {
    findings.Add(where, IssueCode::kUnknownCategory, name);
  }
}

void CheckClass(absl::string_view name, Where where, Findings& findings) {
  if (FindClass(name) == 0) {
    findings.Add(where, IssueCode::kUnknownClass, name,
                 "A, B, B_SCHOOL, B_OFFENCE, C");
  }
}

void CheckRange(int value, int from, int to, Where where,
                absl::string_view field, Findings& findings) {
  if (value < from || value > to) {
    findings.Add(where, IssueCode::kOutOfRange, field,
                 absl::StrCat(from, "..", to));
  }
}

void Check(const Charter& charter, const Place& place, Findings& findings) {
  CheckHead(charter, place, findings);
  CheckPartners(charter, place, findings);
  CheckContacts(charter, place, findings);
  CheckPostalCodes(charter, place, findings);
  CheckClocks(charter, place, findings);
  CheckCategories(charter, place, findings);
  CheckValueClasses(charter, place, findings);
  CheckProhibitions(charter, place, findings);
  CheckGates(charter, place, findings);
  CheckRoleGrants(charter, place, findings);
  CheckRules(charter, place, findings);
  CheckDeputies(charter, place, findings);
  CheckSigningKeys(charter, place, findings);
  CheckGrants(charter, place, findings);
}

}  // namespace sceau::policy
