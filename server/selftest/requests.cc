#include "server/selftest/requests.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/runtime/random.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// A list of up to this many values is asked with each of them.
constexpr int kMostValues = 3;

std::unique_ptr<pb::Message> NewMessage(const pb::Descriptor* type) {
  return std::unique_ptr<pb::Message>(
      pb::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

bool IsText(const pb::FieldDescriptor& field) {
  return field.type() == pb::FieldDescriptor::TYPE_STRING;
}

bool IsReference(const pb::FieldDescriptor& field) {
  return IsText(field) && !field.is_repeated() &&
         KindOf(field) == v1::FIELD_KIND_REFERENCE;
}

// Where the resource stands that an update is of: the first field's `name`.
const pb::FieldDescriptor* NameOfResource(const pb::Descriptor& request) {
  const pb::FieldDescriptor* const first = request.FindFieldByNumber(1);
  if (first == nullptr || first->is_repeated() ||
      first->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) {
    return nullptr;
  }
  const pb::FieldDescriptor* const name =
      first->message_type()->FindFieldByName("name");
  return name != nullptr && IsText(*name) ? name : nullptr;
}

// How well a collection's last word fits a field or a method: the length of
// what they share.
size_t Likeness(const std::string& collection, absl::string_view word) {
  const std::string last =
      absl::AsciiStrToLower(collection.substr(collection.rfind('/') + 1));
  const std::string in = absl::AsciiStrToLower(word);
  size_t best = 0;
  for (size_t from = 0; from < last.size(); ++from) {
    for (size_t size = best + 1; from + size <= last.size(); ++size) {
      if (!absl::StrContains(in, last.substr(from, size))) break;
      best = size;
    }
  }
  return best;
}

// The likeliest first.
std::vector<std::string> Guesses(const Knowledge& knowledge,
                                 absl::string_view word) {
  std::vector<std::string> guesses;
  for (const std::string& each : knowledge.Collections()) {
    guesses.push_back(each);
  }
  std::stable_sort(guesses.begin(), guesses.end(),
                   [&word](const std::string& a, const std::string& b) {
                     return Likeness(a, word) > Likeness(b, word);
                   });
  return guesses;
}

// Below the top of a request nothing is asked: what the field is called.
constexpr size_t kLikeEnough = 4;

std::vector<const Person*> OneOfEachRole(const Cast& cast) {
  std::vector<const Person*> people;
  for (int i = v1::Role_MIN + 1; i <= v1::Role_MAX; ++i) {
    const Person* const person = cast.Find(static_cast<v1::Role>(i));
    if (person != nullptr) people.push_back(person);
  }
  return people;
}

bool IsMalformed(const absl::Status& status) {
  return ReasonOf(status) == v1::ERROR_REASON_NAME_MALFORMED;
}

}  // namespace

std::string CollectionOf(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  std::vector<std::string> collections;
  for (size_t i = 2; i < parts.size(); i += 2) collections.push_back(parts[i]);
  return absl::StrJoin(collections, "/");
}

void Knowledge::Learn(const std::string& name) {
  if (!absl::StartsWith(name, GroupName::Of(kGroup).ToString())) return;
  names_.emplace(CollectionOf(name), name);
}

void Knowledge::Prefer(const std::string& name) {
  if (!name.empty()) names_[CollectionOf(name)] = name;
}

void Knowledge::Learn(const pb::Message& answer) {
  const pb::Reflection& reflection = *answer.GetReflection();
  std::vector<const pb::FieldDescriptor*> fields;
  reflection.ListFields(answer, &fields);
  std::string name;
  for (const pb::FieldDescriptor* const field : fields) {
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!field->is_repeated()) {
        Learn(reflection.GetMessage(answer, field));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(answer, field); ++i) {
        Learn(reflection.GetRepeatedMessage(answer, field, i));
      }
    } else if (IsReference(*field)) {
      const std::string text = reflection.GetString(answer, field);
      Learn(text);
      if (field->name() == "name") name = text;
    } else if (field->name() == "etag" && !name.empty()) {
      etags_[name] = reflection.GetString(answer, field);
    }
  }
}

void Knowledge::LearnEtags(const pb::Message& answer) {
  Knowledge told;
  told.Learn(answer);
  for (auto& [name, etag] : told.etags_) etags_[name] = etag;
}

std::string Knowledge::NameIn(const std::string& collection) const {
  const auto found = names_.find(collection);
  return found == names_.end() ? "" : found->second;
}

std::string Knowledge::AbsentIn(const std::string& collection) const {
  const std::string name = NameIn(collection);
  const size_t last = name.rfind('/') + 1;
  if (collection.empty() || last >= name.size()) return name;
  return absl::StrCat(name.substr(0, last + 1),
                      std::string(kIdRandomChars, 'a'));
}

std::string Knowledge::EtagOf(const std::string& name) const {
  const auto found = etags_.find(name);
  return found == etags_.end() ? "\"1\"" : found->second;
}

std::set<std::string> Knowledge::Collections() const {
  std::set<std::string> collections;
  for (const auto& [collection, name] : names_) collections.insert(collection);
  return collections;
}

RequestMaker::RequestMaker(SyntheticGroup& scratch, SyntheticGroup& base,
                           const Cast& cast, Knowledge& knowledge) {
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    LearnMethod(scratch, base, cast, *method, knowledge);
  }
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    AddShapes(*method, knowledge);
  }
}

void RequestMaker::LearnMethod(SyntheticGroup& scratch, SyntheticGroup& base,
                               const Cast& cast,
                               const pb::MethodDescriptor& method,
                               Knowledge& knowledge) {
  const pb::Descriptor& type = *method.input_type();
  std::vector<const pb::FieldDescriptor*> references;
  if (const auto* const name = NameOfResource(type)) references.push_back(name);
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsReference(*type.field(i))) references.push_back(type.field(i));
  }
  Shape shape{.method = &method,
              .chosen = NewMessage(&type),
              .extent = Extent::kRequired};
  for (const pb::FieldDescriptor* const field : references) {
    const std::string word =
        field->name() == "name" || field->name() == "parent" ? method.name()
                                                             : field->name();
    for (const std::string& guess : Guesses(knowledge, word)) {
      collections_[field] = guess;
      bool malformed = false;
      for (const Person* const person : OneOfEachRole(cast)) {
        Filling filling{.today = scratch.today(),
                        .birth = scratch.today(),
                        .partner = person->owner(),
                        .organisation = person->partner,
                        .request_id = scratch.NewRequestId(),
                        .category = v1::CATEGORY_STRENGTHS};
        const auto request = Make(shape, knowledge, filling);
        const Ended ended = scratch.Call(*person, *request);
        malformed |= IsMalformed(ended.status);
        if (!ended.status.ok()) continue;
        Knowledge told = knowledge;
        told.Learn(*ended.response);
        // A collection that nobody has made anything of so far.
        if (told.Collections() != knowledge.Collections()) {
          const Ended made = base.Call(*person, *request);
          if (made.status.ok()) knowledge.Learn(*made.response);
        }
      }
      if (!malformed) break;
    }
  }
}

void RequestMaker::AddShapes(const pb::MethodDescriptor& method,
                             const Knowledge& knowledge) {
  const pb::Descriptor& type = *method.input_type();
  // Every way of choosing alternatives and listed values.
  std::vector<std::shared_ptr<pb::Message>> ways = {NewMessage(&type)};
  const auto multiply = [&ways](size_t count, const auto& choose) {
    std::vector<std::shared_ptr<pb::Message>> more;
    for (const auto& way : ways) {
      for (size_t i = 0; i < count; ++i) {
        std::shared_ptr<pb::Message> copy(way->New());
        copy->CopyFrom(*way);
        choose(i, *copy);
        more.push_back(std::move(copy));
      }
    }
    ways = std::move(more);
  };
  Filling names;
  names.reference = [this, &knowledge](const pb::FieldDescriptor& field) {
    const auto found = collections_.find(&field);
    return found == collections_.end() ? std::string()
                                       : knowledge.NameIn(found->second);
  };
  for (int i = 0; i < type.real_oneof_decl_count(); ++i) {
    const pb::OneofDescriptor& oneof = *type.oneof_decl(i);
    multiply(static_cast<size_t>(oneof.field_count()),
             [&oneof, &names](size_t n, pb::Message& way) {
               const auto& field = *oneof.field(static_cast<int>(n));
               // Messages stay empty here: Make() fills them.
               if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
                 way.GetReflection()->MutableMessage(&way, &field);
               } else {
                 FillField(names, Extent::kRequired, field, way);
               }
             });
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const pb::FieldDescriptor& field = *type.field(i);
    if (field.cpp_type() != pb::FieldDescriptor::CPPTYPE_ENUM ||
        field.is_repeated() || field.enum_type() == v1::Category_descriptor()) {
      continue;
    }
    const pb::EnumDescriptor& list = *field.enum_type();
    std::vector<int> values;
    if (&list == v1::Operation_descriptor()) {
      values = {v1::OPERATION_READ, v1::OPERATION_CONTRIBUTE};
    } else if (list.value_count() - 1 <= kMostValues) {
      for (int j = 1; j < list.value_count(); ++j) {
        values.push_back(list.value(j)->number());
      }
    }
    if (values.empty()) continue;
    multiply(values.size(), [&](size_t n, pb::Message& way) {
      way.GetReflection()->SetEnumValue(&way, &field, values[n]);
    });
  }
  const bool changes = type.FindFieldByName("request_id") != nullptr;
  std::set<std::string> made;
  for (const auto& way : ways) {
    for (const Extent extent : {Extent::kRequired, Extent::kAll}) {
      for (const bool absent : {false, true}) {
        // Of what is not there, everything is asked at once.
        if (absent && extent == Extent::kRequired) continue;
        Shape shape{.method = &method,
                    .chosen = way,
                    .extent = extent,
                    .absent = absent,
                    .changes = changes};
        // What has nothing more to fill, or names nothing, is asked once.
        if (made.insert(Make(shape, knowledge, {})->SerializeAsString())
                .second) {
          shapes_.push_back(std::move(shape));
        }
      }
    }
  }
}

std::unique_ptr<pb::Message> RequestMaker::Make(const Shape& shape,
                                                const Knowledge& knowledge,
                                                Filling filling) const {
  const auto name_of = [&](const std::string& collection) {
    return shape.absent ? knowledge.AbsentIn(collection)
                        : knowledge.NameIn(collection);
  };
  filling.reference = [&](const pb::FieldDescriptor& field) {
    const auto found = collections_.find(&field);
    if (found != collections_.end()) return name_of(found->second);
    const std::vector<std::string> guesses = Guesses(knowledge, field.name());
    if (guesses.empty() || Likeness(guesses[0], field.name()) < kLikeEnough) {
      return std::string();
    }
    return name_of(guesses[0]);
  };
  filling.etag = [&](const pb::Message& message) {
    const pb::FieldDescriptor* const name =
        message.GetDescriptor()->FindFieldByName("name");
    return name == nullptr
               ? std::string()
               : knowledge.EtagOf(
                     message.GetReflection()->GetString(message, name));
  };
  std::unique_ptr<pb::Message> request(shape.chosen->New());
  request->CopyFrom(*shape.chosen);
  // The resource that an update is of bears its name.
  if (const auto* const name = NameOfResource(*request->GetDescriptor())) {
    const pb::FieldDescriptor* const first =
        request->GetDescriptor()->FindFieldByNumber(1);
    pb::Message* const resource =
        request->GetReflection()->MutableMessage(request.get(), first);
    resource->GetReflection()->SetString(resource, name,
                                         filling.reference(*name));
    Fill(filling, shape.extent, *resource);
  }
  // Alternatives that are messages are filled too.
  for (int i = 0; i < request->GetDescriptor()->real_oneof_decl_count(); ++i) {
    const pb::FieldDescriptor* const field =
        request->GetReflection()->GetOneofFieldDescriptor(
            *request, request->GetDescriptor()->oneof_decl(i));
    if (field == nullptr ||
        field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    pb::Message* const inner =
        request->GetReflection()->MutableMessage(request.get(), field);
    if (filling.body != nullptr &&
        inner->GetDescriptor() == v1::EntryBody::descriptor()) {
      inner->CopyFrom(*filling.body);
    } else {
      Fill(filling, shape.extent, *inner);
    }
  }
  Fill(filling, shape.extent, *request);
  return request;
}

}  // namespace sceau::selftest
