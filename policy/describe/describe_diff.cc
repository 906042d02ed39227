// The difference of two charters in sentences.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/clock_bounds.h"
#include "policy/decide/ages.h"
#include "policy/describe/charter_diff.h"
#include "policy/describe/describe_proof.h"
#include "policy/describe/describe_words.h"

namespace sceau::policy {
namespace {

std::string What(const RightChange& change, Language language,
                 const DiffWords& words) {
  const std::string category = words.category
                                   ? words.category(change.category)
                                   : std::string(CategoryName(change.category));
  switch (change.operation) {
    case v1::OPERATION_READ:
      return absl::StrCat(In(language, {"la lecture de ", "reading "}),
                          category);
    case v1::OPERATION_CONTRIBUTE:
      return absl::StrCat(In(language, {"le dépôt de ", "contributing "}),
                          category);
    default: {
      const std::string operation = OperationName(change.operation);
      return change.category == v1::CATEGORY_UNSPECIFIED
                 ? operation
                 : absl::StrCat(operation, " ", category);
    }
  }
}

const char* Verb(RightChange::Kind kind, Language language) {
  switch (kind) {
    case RightChange::Kind::kGains:
      return In(language, {"gagne", "gains"});
    case RightChange::Kind::kLoses:
      return In(language, {"perd", "loses"});
    case RightChange::Kind::kShownOtherwise:
      return In(language, {"a autrement", "has otherwise"});
    case RightChange::Kind::kInParticular:
      break;
  }
  return In(language, {"voit changer", "sees a change in"});
}

std::string AgeWords(const Ages& ages, Language language) {
  if (ages.empty() ||
      (ages.size() == 1 && ages[0].first == 0 && ages[0].second >= kMaxAge)) {
    return "";
  }
  std::vector<std::string> words;
  for (const auto& [from, to] : ages) {
    if (from == 0) {
      words.push_back(absl::StrCat(In(language, {"jusqu'à ", "up to "}), to));
    } else if (to >= kMaxAge) {
      words.push_back(absl::StrCat(In(language, {"dès ", "from "}), from));
    } else {
      words.push_back(absl::StrCat(from, In(language, {" à ", " to "}), to));
    }
  }
  return absl::StrCat(" (", absl::StrJoin(words, ", "),
                      In(language, {" ans)", " years)"}));
}

std::string Sentence(const RightChange& change, const Program& before,
                     const Program& after, Language language,
                     const DiffWords& words) {
  std::vector<std::string> roles;
  for (const v1::Role role : change.roles) {
    roles.push_back(RoleWords(role, language));
  }
  std::string text = absl::StrCat(
      words.partner ? words.partner(change.partner) : change.partner, " (",
      absl::StrJoin(roles, ", "), ") ", Verb(change.kind, language), " ",
      What(change, language, words));
  if (change.kind == RightChange::Kind::kInParticular) {
    const bool known = after.FindPartner(change.partner) != kNoPartner;
    return absl::StrCat(
        text,
        In(language, {" en particulier, par exemple : ",
                      " in particular, for instance: "}),
        DescribeQuestion(known ? after : before, change.example, language));
  }
  const std::string relations = RelationWords(change.relations, language);
  if (!relations.empty()) {
    absl::StrAppend(&text, In(language, {" ; lien : ", "; relation: "}),
                    relations);
  }
  return absl::StrCat(text, AgeWords(change.ages, language));
}

// "A, B", or a dash.
std::string Listed(const std::vector<std::string>& names) {
  return names.empty() ? "–" : absl::StrJoin(names, ", ");
}

std::vector<std::string> DeputiesOf(const Program& program, Language language) {
  std::vector<std::string> names;
  for (int role = 1; role <= v1::Role_MAX; ++role) {
    const auto each = static_cast<v1::Role>(role);
    if (program.MayHaveDeputy(each)) names.push_back(RoleWords(each, language));
  }
  return names;
}

// What an organisation does, which keys sign, who may have a deputy.
void DescribeGroup(const Program& before, const Program& after,
                   Language language, const DiffWords& words,
                   std::vector<std::string>& lines) {
  const auto add = [&](const std::string& what, const std::string& was,
                       const std::string& is) {
    if (was == is) return;
    lines.push_back(
        absl::StrCat(what, In(language, {" : ", ": "}), was, " → ", is));
  };
  for (size_t i = 0; i < after.partner_count(); ++i) {
    const auto partner = static_cast<PartnerIndex>(i);
    const std::string id(after.PartnerId(partner));
    if (before.FindPartner(id) == kNoPartner) continue;
    add(absl::StrCat(words.partner ? words.partner(id) : id,
                     In(language, {", fonction", ", function"})),
        FunctionName(before.FunctionOf(id)),
        FunctionName(after.Function(partner)));
  }
  add(In(language, {"Clés de signature", "Signing keys"}),
      Listed(SigningKeyNames(before.tables().signing_keys)),
      Listed(SigningKeyNames(after.tables().signing_keys)));
  add(In(language, {"Suppléants", "Deputies"}),
      Listed(DeputiesOf(before, language)),
      Listed(DeputiesOf(after, language)));
}

}  // namespace

std::vector<std::string> DescribeDiff(const CharterDiff& diff,
                                      const Program& before,
                                      const Program& after, Language language,
                                      const DiffWords& words) {
  const auto number = [&](uint64_t n) { return Grouped(n, language); };
  std::vector<std::string> lines;
  lines.push_back(
      language == Language::kFrench
          ? absl::StrCat("Sur ", number(diff.questions),
                         " questions : ", number(diff.gained), " s'ouvrent, ",
                         number(diff.lost), " se ferment, ",
                         number(diff.altered), " montrent autre chose.")
          : absl::StrCat("Of ", number(diff.questions),
                         " questions: ", number(diff.gained), " open, ",
                         number(diff.lost), " close, ", number(diff.altered),
                         " show something else."));
  for (const RightChange& change : diff.changes) {
    lines.push_back(Sentence(change, before, after, language, words));
  }
  for (const ClockBound& bound : ClockBounds()) {
    const int old_value = before.clocks().*bound.member;
    const int new_value = after.clocks().*bound.member;
    if (old_value == new_value) continue;
    lines.push_back(
        absl::StrCat(words.setting ? words.setting(bound.name) : bound.name,
                     In(language, {" : ", ": "}), old_value, " → ", new_value));
  }
  DescribeGroup(before, after, language, words, lines);
  return lines;
}

}  // namespace sceau::policy
