// The reference charter for tests: its text, its message, its program, and
// copies of it with one thing changed.
#ifndef SCEAU_TESTS_POLICY_REFERENCE_CHARTER_H_
#define SCEAU_TESTS_POLICY_REFERENCE_CHARTER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/compile/compiler.h"
#include "policy/decide/program.h"

namespace sceau::policy {

// The file as it stands.
const std::string& ReferenceText();
const Charter& ReferenceCharter();
const Program& Reference();
Decision Decide(const Question& question);
// The reference charter as text, after `change`.
std::string Changed(const std::function<void(Charter&)>& change);
// A charter as text.
std::string TextOf(const Charter& charter);
// Codes of the issues of a text ("UNKNOWN_PARTNER", "F-10"), in their order.
std::vector<std::string> CodesOf(absl::string_view text);
// Its program; the test fails when there is none.
std::shared_ptr<const Program> MustCompile(absl::string_view text);

// A question in the most open state: ACTIVE, the person told, 17 years old
// (19 for the SPIP and for the preparation of a release), no relation.
Question Ask(absl::string_view partner, v1::Role role, v1::Operation operation,
             v1::Category category);
// Of a member.
Question AskRead(absl::string_view partner, v1::Category category,
                 uint16_t relations);

// A file below the source tree, whole.
std::string ReadSource(const std::string& path);

}  // namespace sceau::policy

#endif  // SCEAU_TESTS_POLICY_REFERENCE_CHARTER_H_
