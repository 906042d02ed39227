// A charter version takes effect: at the first moment from 00:00, Europe/Paris,
// of its first day, a leaf of the journal says so, and its row and the row of
// the one it replaces are renewed with it.
//
// Guarantee: rights do not wait for the leaf (CharterAt), and the leaf is
// queued before those of the calls that the new version judges. After a restart
// it is done by then or done again.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_ACTIVATION_H_
#define SCEAU_SERVER_CHARTER_CHARTER_ACTIVATION_H_

#include <atomic>
#include <memory>

#include "absl/time/time.h"

#include "server/group_state/member_register.h"
#include "server/group_state/state_rows.h"

namespace sceau {

// Thread safe.
class CharterActivation {
 public:
  // All outlive this object, which outlives the journal's continuations.
  CharterActivation(Journal& journal, const StateRows& rows,
                    MemberRegister& members)
      : journal_(journal), rows_(rows), members_(members) {}

  // Queues the leaf when an adopted version's moment has come by `now`; else
  // does next to nothing. At every call, at start, and now and then.
  void Run(absl::Time now) const;

 private:
  absl::Status Activate(WriteTransaction& transaction,
                        WriteResult& result) const;

  Journal& journal_;
  const StateRows& rows_;
  MemberRegister& members_;
  const std::shared_ptr<std::atomic<bool>> queued_ =
      std::make_shared<std::atomic<bool>>(false);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_ACTIVATION_H_
