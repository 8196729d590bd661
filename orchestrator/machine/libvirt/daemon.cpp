// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/daemon.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/libvirt/domain_end.hpp"

#include <fmt/format.h>
#include <libvirt/virterror.h>

#include <algorithm>

namespace cloister {
namespace {

// A daemon that hangs is taken for gone after so many seconds, and so many times.
constexpr int keep_alive_seconds = 5;
constexpr unsigned keep_alive_tries = 3;
constexpr std::chrono::milliseconds between_tries{200};

// libvirt's own loop of events; once in a process, and before the first connection.
void prepare_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        ::virSetErrorFunc(nullptr, [](void*, virErrorPtr) {}); // it would print each error by itself
        ::virEventRegisterDefaultImpl();
    });
}

[[noreturn]] void refuse(const std::string& uri, const std::string& why) {
    throw LabError(Fault::lab, "boot",
                   fmt::format("no libvirt at {}: {}; is its daemon running, and may this user use it (group "
                               "libvirt)? --machine qemu needs none",
                               uri, why));
}

virConnectPtr opened(const std::string& uri) {
    prepare_library();
    const virConnectPtr connection = ::virConnectOpen(uri.c_str());
    if (connection == nullptr)
        refuse(uri, libvirt_words());
    return connection;
}

// On the thread of whoever waits.
void post(const std::shared_ptr<DomainEnding>& ending, const std::string& how) {
    asio::post(ending->told.get_executor(), [ending, how] {
        ending->how = how;
        ending->told.cancel();
    });
}

} // namespace

std::string libvirt_words() {
    std::string words = ::virGetLastErrorMessage();
    while (!words.empty() && (words.back() == '\n' || words.back() == ' '))
        words.pop_back();
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
}

void expect_libvirt(const std::string& uri) {
    const virConnectPtr connection = opened(uri);
    const char* type = ::virConnectGetType(connection);
    const std::string driver = type == nullptr ? "none" : type;
    ::virConnectClose(connection);
    if (driver != "QEMU")
        refuse(uri, "its driver is " + driver + ", not QEMU");
}

Daemon::Daemon(std::string uri) : uri_(std::move(uri)) {
    prepare_library();
    events_ = std::thread([this] { hear(); });
}

Daemon::~Daemon() {
    calls_.join(); // what was to be done later is done
    disconnect();
    stops_ = true;
    // Wakes the loop, which looks again.
    const int timer = ::virEventAddTimeout(
        0, [](int, void*) {}, nullptr, nullptr);
    events_.join();
    ::virEventRemoveTimeout(timer);
}

void Daemon::hear() {
    while (!stops_)
        ::virEventRunDefaultImpl();
}

void Daemon::connect(std::chrono::nanoseconds patience) {
    if (connection_ != nullptr && ::virConnectIsAlive(connection_) == 1)
        return;
    disconnect();
    const auto enough = std::chrono::steady_clock::now() + patience;
    while (connection_ == nullptr) {
        try {
            connection_ = opened(uri_);
        } catch (const LabError&) {
            if (std::chrono::steady_clock::now() >= enough)
                throw;
            std::this_thread::sleep_for(between_tries); // of calls alone, which may block
        }
    }
    ::virConnectRegisterCloseCallback(connection_, on_close, this, nullptr);
    ::virConnectSetKeepAlive(connection_, keep_alive_seconds, keep_alive_tries);
    heard_ = ::virConnectDomainEventRegisterAny(connection_, nullptr, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                VIR_DOMAIN_EVENT_CALLBACK(on_event), this, nullptr);
}

void Daemon::disconnect() {
    if (connection_ == nullptr)
        return;
    if (heard_ >= 0) // it holds the connection
        ::virConnectDomainEventDeregisterAny(connection_, heard_);
    ::virConnectUnregisterCloseCallback(connection_, on_close);
    ::virConnectClose(connection_);
    connection_ = nullptr;
}

void Daemon::do_later(std::function<void(virConnectPtr)> call) {
    asio::post(calls_, [this, call = std::move(call)] {
        try {
            connect({});
            call(connection_);
        } catch (const LabError&) { // nobody is told
        }
    });
}

std::shared_ptr<DomainEnding> Daemon::watch(const std::string& domain,
                                            const asio::any_io_executor& executor) {
    const std::lock_guard lock(mutex_);
    return endings_[domain] = std::make_shared<DomainEnding>(executor);
}

void Daemon::forget(const std::string& domain) {
    const std::lock_guard lock(mutex_);
    endings_.erase(domain);
}

// Posted under the lock: after forget() nothing is, and its executor may go.
void Daemon::tell(const std::string& domain, const std::string& how) {
    const std::lock_guard lock(mutex_);
    if (const auto watched = endings_.find(domain); watched != endings_.end())
        post(watched->second, how);
}

void Daemon::tell_all(const std::string& how) {
    const std::lock_guard lock(mutex_);
    for (const auto& [domain, ending] : endings_)
        post(ending, how);
}

int Daemon::on_event(virConnectPtr, virDomainPtr domain, int event, int detail, void* self) {
    if (const std::optional<std::string> how = end_of_domain(event, detail))
        static_cast<Daemon*>(self)->tell(::virDomainGetName(domain), *how + ", libvirt says");
    return 0;
}

// A daemon that ends in good order mostly ends our domains with it; one that crashes leaves them, and then
// nobody asks why.
void Daemon::on_close(virConnectPtr, int reason, void* self) {
    if (reason != VIR_CONNECT_CLOSE_REASON_CLIENT)
        static_cast<Daemon*>(self)->tell_all("libvirt's daemon went away");
}

} // namespace cloister
