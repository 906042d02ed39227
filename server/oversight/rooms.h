// What the rooms of reviews/ work with. Built once by server/group and
// outliving every call.
#ifndef SCEAU_SERVER_OVERSIGHT_ROOMS_H_
#define SCEAU_SERVER_OVERSIGHT_ROOMS_H_

#include "server/cases/rooms.h"
#include "server/oversight/access_index.h"
#include "server/oversight/review_book.h"
#include "server/oversight/situations.h"

namespace sceau {

// Thread safe: every member guards itself or is immutable.
struct ReviewRooms {
  const CaseRooms& rooms;
  AccessIndex& index;
  ReviewBook& book;
  SituationShelf& situations;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_ROOMS_H_
