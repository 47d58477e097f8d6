package org.rtcroom.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/** An NTP server over real UDP, whose clock is off by as much as is wanted. */
final class FakeNtpServer implements AutoCloseable {

  private static final int PACKET = 48;

  final AtomicInteger asked = new AtomicInteger();
  volatile long aheadMillis;
  volatile int stratum = 2;

  private final DatagramSocket socket;

  FakeNtpServer() throws SocketException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "fake-ntp");
    thread.setDaemon(true);
    thread.start();
  }

  NtpSettings settings() {
    return new NtpSettings("127.0.0.1", socket.getLocalPort());
  }

  private void serve() {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[PACKET], PACKET);
        socket.receive(packet);
        asked.incrementAndGet();
        answer(packet);
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(DatagramPacket request) throws IOException {
    NtpV3Packet message = new NtpV3Impl();
    message.setDatagramPacket(request);
    TimeStamp sent = message.getTransmitTimeStamp();
    TimeStamp now = TimeStamp.getNtpTime(Clock.systemUTC().millis() + aheadMillis);
    message.setMode(NtpV3Packet.MODE_SERVER);
    message.setStratum(stratum);
    message.setOriginateTimeStamp(sent);
    message.setReceiveTimeStamp(now);
    message.setTransmitTime(now);
    DatagramPacket answer = message.getDatagramPacket();
    answer.setSocketAddress(request.getSocketAddress());
    socket.send(answer);
  }

  @Override
  public void close() {
    socket.close();
  }
}
