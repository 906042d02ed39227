// Reading the charter and signing it. Needs no signature: one must read before
// signing. Every method records one leaf whatever comes of it and ends in one
// `finish`; request and response outlive it.
//
// Errors of both: NAME_MALFORMED; POLICY_DENIED (no such version, or one that
// is not in force); AUDIT_UNAVAILABLE, QUEUE_FULL.
#ifndef SCEAU_SERVER_IDENTITY_CHARTER_OPERATIONS_H_
#define SCEAU_SERVER_IDENTITY_CHARTER_OPERATIONS_H_

#include "sceau/v1/charter_service.pb.h"
#include "server/identity/call.h"
#include "server/identity/member_register.h"
#include "server/identity/state_rows.h"

namespace sceau {

// Stands for the version in force in a charter's name.
inline constexpr char kCurrentCharter[] = "current";

// Thread safe: everything it refers to is.
class CharterOperations {
 public:
  // All outlive this object.
  CharterOperations(Journal& journal, const StateRows& rows,
                    MemberRegister& members)
      : journal_(journal), rows_(rows), members_(members) {}

  void GetCharter(const Call& call, const v1::GetCharterRequest& request,
                  v1::CharterVersion* response, Finish finish) const;

  // Keeps the caller's signature; signing again changes nothing.
  // Errors also: STATE_FORBIDS (not confirmed by the charter officer),
  // FIELD_INVALID (the signature is not the registered key's over this
  // version; request_id), REQUEST_ID_REUSED.
  void SignCharter(const Call& call, const v1::SignCharterRequest& request,
                   v1::CharterVersion* response, Finish finish) const;

 private:
  Journal& journal_;
  const StateRows& rows_;
  MemberRegister& members_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_IDENTITY_CHARTER_OPERATIONS_H_
