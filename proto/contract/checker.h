// Promise P3, held at build time: over the descriptors of sceau.v1, every
// method has an operation and every field of every message that a method
// takes or gives has a category of the catalogue or a kind.
#ifndef SCEAU_PROTO_CONTRACT_CHECKER_H_
#define SCEAU_PROTO_CONTRACT_CHECKER_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace sceau {

// What is wrong with `service`, one sentence each with the full name of the
// method or field; empty = nothing. Follows message fields to the end.
//
// A field is classified by its own option or by its message's. A string, bytes
// or date of a message that is no content needs its own option: such fields
// are where content slips in.
std::vector<std::string> CheckService(
    const google::protobuf::ServiceDescriptor& service);

// CheckService over every service of package sceau.v1 in `files` (protoc's
// --descriptor_set_out with --include_imports), so that a new service is
// checked without anyone adding it here.
std::vector<std::string> CheckContract(
    const google::protobuf::FileDescriptorSet& files);

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_CHECKER_H_
