// What one caller can tell of two groups from the answers to the same request:
// the code, the error's details, every byte of the response, the sizes of
// receipt and checkpoint, and by how much the tree has grown.
//
// Taken out of a response is what differs between any two groups and says
// nothing of a case: hashes, proofs and checkpoints (fields of kind PROOF, and
// their copies in a JSON text beside them), and sealed page tokens. Their sizes
// are compared.
#ifndef SCEAU_SERVER_SELFTEST_COMPARISON_H_
#define SCEAU_SERVER_SELFTEST_COMPARISON_H_

#include <cstddef>
#include <string>

#include "google/protobuf/message.h"

#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// Puts the size in the place of each proof and page token.
void TakeOut(google::protobuf::Message& message);

// What differs, in a word or a field's path ("code", "details", "receipt",
// "checkpoint", "leaves", "cases[0].todos"); empty when nothing does.
std::string Difference(const Ended& one, const Ended& other);

// Bytes of the message's fields that are content of a case file, by what the
// contract says of each; an empty message is none.
size_t ContentBytes(const google::protobuf::Message& message);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_COMPARISON_H_
