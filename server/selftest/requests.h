// Every request there is: each method of the contract, made from its
// descriptors, with names that are there and names that are not. A method that
// is added to the contract is in it by itself.
#ifndef SCEAU_SERVER_SELFTEST_REQUESTS_H_
#define SCEAU_SERVER_SELFTEST_REQUESTS_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "server/rpc/method_table.h"
#include "server/selftest/cast.h"
#include "server/selftest/filler.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// "cases/entries" of groups/{group}/cases/{case}/entries/{entry}; "" of the
// group itself.
std::string CollectionOf(absl::string_view name);

// What answers have told: resource names by collection, and etags by name.
class Knowledge {
 public:
  // Takes every name and etag out of an answer.
  void Learn(const google::protobuf::Message& answer);
  void Learn(const std::string& name);
  // Takes the etags alone: what else is there keeps its place.
  void LearnEtags(const google::protobuf::Message& answer);
  // A name of the collection that a request should name before others.
  void Prefer(const std::string& name);

  // "" when none is known.
  std::string NameIn(const std::string& collection) const;
  // Of the same form, of nothing that is there.
  std::string AbsentIn(const std::string& collection) const;
  std::string EtagOf(const std::string& name) const;
  std::set<std::string> Collections() const;

 private:
  std::map<std::string, std::string> names_;  // By collection.
  std::map<std::string, std::string> etags_;  // By name.
};

// One request of one method, but for what it names.
struct Shape {
  const google::protobuf::MethodDescriptor* method = nullptr;
  // Alternatives and listed values, chosen.
  std::shared_ptr<const google::protobuf::Message> chosen = nullptr;
  Extent extent = Extent::kRequired;
  bool absent = false;
  // It changes something when it is allowed: it bears a request_id.
  bool changes = false;
};

// Which collection a reference field names: learnt by asking.
using FieldCollections =
    std::map<const google::protobuf::FieldDescriptor*, std::string>;

class RequestMaker {
 public:
  // Asks each method, as one person of each role, with names of each collection
  // in turn, and keeps for every field the one whose form is accepted. A
  // collection that appears only once something was made is made in `base` too.
  // What is made to find out stays in `scratch`, a copy of it.
  RequestMaker(SyntheticGroup& scratch, SyntheticGroup& base, const Cast& cast,
               Knowledge& knowledge);

  const std::vector<Shape>& shapes() const { return shapes_; }

  // The request of the shape; `filling` says the rest.
  std::unique_ptr<google::protobuf::Message> Make(const Shape& shape,
                                                  const Knowledge& knowledge,
                                                  Filling filling) const;

 private:
  void LearnMethod(SyntheticGroup& scratch, SyntheticGroup& base,
                   const Cast& cast, const google::protobuf::MethodDescriptor&,
                   Knowledge& knowledge);
  void AddShapes(const google::protobuf::MethodDescriptor& method,
                 const Knowledge& knowledge);

  FieldCollections collections_;
  std::vector<Shape> shapes_;
};

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_REQUESTS_H_
