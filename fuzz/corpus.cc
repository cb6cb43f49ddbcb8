#include "fuzz/corpus.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

namespace tsugite::fuzz {
namespace {

Result<std::string> encoded(const std::string& path, const std::string& text) {
  constexpr std::string_view mark = "# proto-message: ";
  const std::string type = text.starts_with(mark) ? text.substr(mark.size(), text.find('\n') - mark.size()) : "";
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr)
    return fail("fuzz.corpus", path, "the first line names no message type that this program knows",
                "先頭行に既知のメッセージ型がありません");
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  if (!google::protobuf::TextFormat::ParseFromString(text, message.get()))
    return fail("fuzz.corpus", path, "the text is no such message", "本文がその型のメッセージになっていません");
  std::string bytes;
  google::protobuf::io::StringOutputStream out(&bytes);
  google::protobuf::io::CodedOutputStream stream(&out);
  stream.SetSerializationDeterministic(true);  // maps in the order of their keys, as records demand
  message->SerializeToCodedStream(&stream);
  stream.Trim();
  return bytes;
}

}  // namespace

Result<std::vector<std::string>> read_corpus(const std::vector<std::string>& folders) {
  std::vector<std::string> out;
  for (const std::string& folder : folders) {
    if (!std::filesystem::is_directory(folder))
      return fail("fuzz.corpus", folder, "the corpus folder is not there", "コーパスのフォルダがありません");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());  // the order is part of what a seed replays
    for (const auto& path : files) {
      std::ifstream in(path, std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      if (path.extension() == ".txtpb") {
        auto bytes = encoded(path.string(), text);
        if (!bytes) return std::unexpected(bytes.error());
        text = std::move(*bytes);
      }
      out.push_back(std::move(text));
    }
  }
  return out;
}

}  // namespace tsugite::fuzz
