// sceau-print: a document's model (document_json.h) on standard input, its PDF
// on standard output. Exit status 0; 3 = a font is not installed (its path on
// standard error); 1 = anything else.
#include <iostream>
#include <iterator>
#include <string>
#include <unistd.h>

#include "client/print/document_json.h"
#include "client/print/pdf.h"
#include "client/print/sandbox.h"

namespace {

// Up to one byte more than is accepted.
std::string ReadInput() {
  std::string text(sceau::print::kMaxModelBytes + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::cin.gcount()));
  return text;
}

int Fail(const absl::Status& status) {
  std::cerr << status.message() << '\n';
  return absl::IsNotFound(status) ? 3 : 1;
}

int Print() {
  if (const absl::Status closed = sceau::print::CloseIn(); !closed.ok()) {
    return Fail(closed);
  }
  const auto document = sceau::print::ParseDocument(ReadInput());
  if (!document.ok()) return Fail(document.status());
  const auto pdf = sceau::print::WritePdf(*document);
  if (!pdf.ok()) return Fail(pdf.status());
  std::cout.write(pdf->data(), static_cast<std::streamsize>(pdf->size()));
  std::cout.flush();
  return std::cout.good() ? 0 : 1;
}

}  // namespace

// Ends at once: the system takes back what the drawing library holds.
int main() {
  const int status = Print();
  std::cerr.flush();
  _exit(status);
}
