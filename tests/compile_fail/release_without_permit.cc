// Content is let out under a permit, not under the decision that led to it.
#include "server/cases/releaser.h"

struct Asked {
  const sceau::CaseRooms& rooms;
  const sceau::Call& call;
  const sceau::CaseName& name;
  const sceau::CaseFacts& facts;
};

absl::Status Show(const Asked& asked, const sceau::ReleasePermit& permit,
                  sceau::v1::Entry* out) {
#ifdef SCEAU_CORRECT
  return sceau::ReleaseEntry(asked.rooms, asked.call, asked.name, asked.facts,
                             permit, 0, out);
#else
  return sceau::ReleaseEntry(asked.rooms, asked.call, asked.name, asked.facts,
                             permit.decision(), 0, out);
#endif
}
