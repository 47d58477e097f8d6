package org.rtcroom.witness;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.rtcroom.checkpoint.Witness;

/** Appends to a file on a mount of another host, which answers nothing. */
final class FileWitness implements Witness {

  private final Path file;

  FileWitness(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file";
  }

  /** The file has to exist: a folder whose mount is gone would take a new one without a word. */
  @Override
  public byte[] show(byte[] line) {
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      Channels.newOutputStream(channel).write(whole);
      channel.force(true);
    } catch (IOException e) {
      throw new NotWitnessed("the file cannot be written: " + e, e);
    }
    return new byte[0];
  }
}
