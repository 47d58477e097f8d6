package org.rtcroom.ops;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of YAML, read as JSON, which is how those it is for understand it. */
public final class YamlFile {

  private YamlFile() {}

  /** All documents of the file; a key that stands twice is an error. */
  public static List<JsonObject> documents(Path file) throws IOException {
    LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    Gson gson = new Gson();
    List<JsonObject> documents = new ArrayList<>();
    for (Object document : new Load(strict).loadAllFromString(Files.readString(file))) {
      documents.add(gson.toJsonTree(document).getAsJsonObject());
    }
    return documents;
  }
}
