#include "node/committer.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

namespace tsugite::node {

namespace asio = boost::asio;

void Committer::commit(std::shared_ptr<const ledger::Transaction> transaction, std::function<void(Result<void>)> done) {
  busy_ = true;
  asio::post(thread_, [this, transaction = std::move(transaction), done = std::move(done), work = asio::make_work_guard(io_)]() mutable {
    auto result = store_.commit(*transaction);
    transaction.reset();
    asio::post(io_, [this, result = std::move(result), done = std::move(done)]() mutable {
      busy_ = false;
      done(std::move(result));
    });
  });
}

}  // namespace tsugite::node
