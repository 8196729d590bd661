// SPDX-License-Identifier: GPL-2.0-or-later
// A connection to libvirt, whose calls block: they are done on a thread of their own, and a second one hears
// events. Where the daemon went away, the next call connects anew. Runs on: host; owned by one machine.
// Errors: LabError{lab} of one line with libvirt's own words.
#pragma once

#include "orchestrator/base/thread_pool.hpp"

#include <libvirt/libvirt.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace cloister {

// What libvirt said last on this thread, on one line.
std::string libvirt_words();

// A connection that answers, and is to a QEMU driver; once, and now. Throws LabError{lab}.
void expect_libvirt(const std::string& uri);

// How a domain ended; told on the thread of whoever waits for it.
struct DomainEnding {
    explicit DomainEnding(const asio::any_io_executor& executor)
        : told(executor, asio::steady_timer::time_point::max()) {}
    asio::steady_timer told; // cancelled when it is
    std::string how;         // in words; empty: not yet
};

class Daemon {
  public:
    // Connects with the first call.
    explicit Daemon(std::string uri);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    const std::string& uri() const { return uri_; }

    // call's result, or what it throws. It is done on another thread: it must own what it uses. patience: for
    // a daemon that is being restarted.
    template <class T>
    Task<T> ask(std::function<T(virConnectPtr)> call, std::chrono::nanoseconds patience = {}) {
        return asio::co_spawn(calls_, done(this, std::move(call), patience), asio::use_awaitable);
    }

    // The same, and nobody waits for it nor hears of its failure; done before this object is gone.
    void do_later(std::function<void(virConnectPtr)> call);

    // Of the domain of that name, from now until it is forgotten.
    std::shared_ptr<DomainEnding> watch(const std::string& domain, const asio::any_io_executor& executor);
    void forget(const std::string& domain);

  private:
    template <class T>
    static Task<T> done(Daemon* self, std::function<T(virConnectPtr)> call,
                        std::chrono::nanoseconds patience) {
        self->connect(patience);
        co_return call(self->connection_);
    }
    void connect(std::chrono::nanoseconds patience);
    void disconnect();
    void hear();
    void tell(const std::string& domain, const std::string& how);
    void tell_all(const std::string& how);
    static void on_close(virConnectPtr, int reason, void* self);
    static int on_event(virConnectPtr, virDomainPtr domain, int event, int detail, void* self);

    std::string uri_;
    virConnectPtr connection_ = nullptr; // these two of the thread of calls, while there is one
    int heard_ = -1;                     // its callback for events
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<DomainEnding>> endings_; // by name, under the mutex
    std::atomic<bool> stops_ = false;
    std::thread events_;
    asio::thread_pool calls_{1};
};

} // namespace cloister
