// Who is in a synthetic group: of every partner of the charter two members, and
// every role. Everyone is invented.
#ifndef SCEAU_SERVER_SELFTEST_CAST_H_
#define SCEAU_SERVER_SELFTEST_CAST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "policy/decide/program.h"
#include "sceau/v1/category.pb.h"
#include "server/group_state/peer_identity.h"
#include "server/selftest/certificates.h"

namespace sceau::selftest {

inline constexpr char kTrustDomain[] = "selftest.invalid";
inline constexpr char kGroup[] = "selftest";

struct Person {
  std::string member = {};  // Id.
  std::string partner = {};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  Credential credential = {};
  std::shared_ptr<const PeerIdentity> peer = nullptr;

  std::string name() const;  // groups/{group}/members/{member}
  std::string uri() const;
  // Whether the charter's cells of the partner are this person's.
  bool IsOfPartner() const {
    return role == v1::ROLE_MEMBER || role == v1::ROLE_CO_PILOT ||
           role == v1::ROLE_COORDINATOR;
  }
  // As Caller::owner().
  std::string owner() const;
};

struct Cast {
  // All who call. Of each partner, members first "<partner>-1", who is convened
  // and refers, then "<partner>-2", who is the lead worker.
  std::vector<Person> people = {};
  // Members whom nobody plays: to be suspended, removed, registered.
  Person spare = {};
  Person newcomer = {};

  const Person* Find(v1::Role role) const;  // The first; null when none.
  const Person& coordinator() const { return *Find(v1::ROLE_COORDINATOR); }
  std::vector<const Person*> Of(v1::Role role) const;
  const Person* FirstOf(absl::string_view partner) const;
  const Person* SecondOf(absl::string_view partner) const;
};

// Errors: FAILED_PRECONDITION (a charter of one organisation: two co-pilots of
// two are needed), INTERNAL (no certificate).
absl::StatusOr<Cast> MakeCast(const policy::Program& program);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_CAST_H_
