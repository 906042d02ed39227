// Build step: checks the descriptor set named on the command line, prints what
// is wrong and fails when anything is.
#include <fstream>
#include <iostream>

#include "proto/contract/checker.h"

int main(int argc, char** argv) {
  google::protobuf::FileDescriptorSet files;
  std::ifstream input(argc == 2 ? argv[1] : "", std::ios::binary);
  if (!input || !files.ParseFromIstream(&input)) {
    std::cerr << "usage: sceau_contract_checker DESCRIPTOR_SET\n";
    return 2;
  }
  const auto problems = sceau::CheckContract(files);
  for (const std::string& problem : problems) std::cerr << problem << "\n";
  return problems.empty() ? 0 : 1;
}
