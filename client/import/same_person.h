// Rows of one file that are about one person, or may be.
#ifndef SCEAU_CLIENT_IMPORT_SAME_PERSON_H_
#define SCEAU_CLIENT_IMPORT_SAME_PERSON_H_

#include <vector>

#include "client/import/decoded_row.h"

namespace sceau {

// Of the rows of one person the first that is not refused stands; the others
// are already there, and say whether their values differ. Rows of one name and
// one address with two birth dates stay two persons, to be confirmed (twins,
// father and son, or a slip), and so does one telephone on two people. Refused
// rows count as persons here, but keep their refusal.
void MarkSamePersons(std::vector<DecodedRow>& rows);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_SAME_PERSON_H_
