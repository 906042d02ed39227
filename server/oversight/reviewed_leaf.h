// What of a leaf a review may work with and show.
#ifndef SCEAU_SERVER_OVERSIGHT_REVIEWED_LEAF_H_
#define SCEAU_SERVER_OVERSIGHT_REVIEWED_LEAF_H_

#include "server/journal/leaf.h"

namespace sceau {

// The leaf without what it says of a case nobody got to: the journal keeps
// what a denied question was about, so that a draft charter can be put to it;
// shown to the officer that would tell a case that exists from one that does
// not, and a person's age and state (P4). Of what was not allowed there remain
// who, when, which operation, the refusal as it is of an absent case, and, of
// what was decided, what the caller and the request say. Nor do the classes of
// an entry's values remain, which are content, whatever the outcome.
LeafDraft AsReviewed(LeafDraft leaf);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REVIEWED_LEAF_H_
